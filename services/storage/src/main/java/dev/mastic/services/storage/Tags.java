package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.FormFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules for tags of buckets and objects. Source: the S3 User Guide, "Categorizing your storage using tags". */
final class Tags {
    static final int OF_OBJECT_MAX = 10;
    static final int OF_BUCKET_MAX = 50;

    private static final int KEY_CHARS_MAX = 128;
    private static final int VALUE_CHARS_MAX = 256;
    private static final Pattern CHARS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private Tags() {}

    /** The tags in an {@code x-amz-tagging} header, {@code a=1&b=2}. */
    static Map<String, String> parse(String header) {
        Map<String, String> tags = new LinkedHashMap<>();
        FormFields.parse(header).asMap().forEach((key, values) -> {
            if (values.size() > 1) {
                throw duplicate();
            }
            tags.put(key, values.get(0));
        });
        refuseInvalid(tags, OF_OBJECT_MAX, "Object");
        return tags;
    }

    /** Tags that came as a list, where a key may have come twice. */
    static Map<String, String> of(List<Map.Entry<String, String>> entries, int max, String owner) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : entries) {
            if (tags.put(entry.getKey(), entry.getValue()) != null) {
                throw duplicate();
            }
        }
        refuseInvalid(tags, max, owner);
        return tags;
    }

    private static void refuseInvalid(Map<String, String> tags, int max, String owner) {
        if (tags.size() > max) {
            throw new ServiceException(ErrorCode.BAD_REQUEST, "%s tags cannot be greater than %d", owner, max);
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty()
                    || key.length() > KEY_CHARS_MAX
                    || !CHARS.matcher(key).matches()) {
                throw new ServiceException(ErrorCode.INVALID_TAG, "The TagKey you have provided is invalid")
                        .with(Map.of("TagKey", key));
            }
            if (value.length() > VALUE_CHARS_MAX || !CHARS.matcher(value).matches()) {
                throw new ServiceException(ErrorCode.INVALID_TAG, "The TagValue you have provided is invalid")
                        .with(Map.of("TagKey", key, "TagValue", value));
            }
            if (key.startsWith("aws:")) {
                throw new ServiceException(ErrorCode.INVALID_TAG, "System tags cannot be added/updated by requester");
            }
        });
    }

    private static ServiceException duplicate() {
        return new ServiceException(ErrorCode.INVALID_TAG, "Cannot provide multiple Tags with the same key");
    }
}
