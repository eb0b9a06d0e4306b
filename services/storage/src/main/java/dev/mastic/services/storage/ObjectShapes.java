package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** What requests say about an object, and what answers tell of it. */
final class ObjectShapes {
    private static final String STANDARD = "STANDARD";
    // The others of S3 are those of buckets that are not here: directory buckets, Outposts, Snow, FSx.
    private static final Set<String> STORAGE_CLASSES = Set.of(
            STANDARD,
            "REDUCED_REDUNDANCY",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER_IR",
            "GLACIER",
            "DEEP_ARCHIVE");
    private static final String CONTENT_TYPE = "ContentType";
    private static final String CONTENT_ENCODING = "ContentEncoding";
    private static final String DEFAULT_CONTENT_TYPE = "binary/octet-stream";
    private static final List<String> TEXT_HEADERS = List.of(
            CONTENT_TYPE,
            "CacheControl",
            "ContentDisposition",
            CONTENT_ENCODING,
            "ContentLanguage",
            "WebsiteRedirectLocation");
    private static final String EXPIRES = "Expires";
    private static final int METADATA_BYTES_MAX = 2_048;

    private ObjectShapes() {}

    /** What PutObject, CopyObject and CreateMultipartUpload say about the object to be. */
    static Description description(SdkPojo request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : TEXT_HEADERS) {
            Members.text(request, name).ifPresent(value -> headers.put(name, value));
        }
        headers.computeIfPresent(CONTENT_ENCODING, (name, value) -> withoutTransport(value));
        headers.putIfAbsent(CONTENT_TYPE, DEFAULT_CONTENT_TYPE);
        Members.time(request, EXPIRES).ifPresent(time -> headers.put(EXPIRES, time.toString()));
        return new Description(storageClass(request), headers, metadata(request), tags(request));
    }

    static String storageClass(SdkPojo request) {
        String name = Members.text(request, "StorageClass").orElse(STANDARD);
        if (!STORAGE_CLASSES.contains(name)) {
            throw new ServiceException(ErrorCode.INVALID_STORAGE_CLASS, "The storage class you specified is not valid");
        }
        return name;
    }

    static Map<String, String> tags(SdkPojo request) {
        return Members.text(request, "Tagging").map(Tags::parse).orElse(Map.of());
    }

    static WriteCondition writeCondition(SdkPojo request) {
        return new WriteCondition(Members.text(request, "IfMatch"), Members.text(request, "IfNoneMatch"));
    }

    /** Fills in what GetObject and HeadObject tell of an object. */
    static void describe(SdkPojo builder, StoredObject object) {
        ObjectContent content = object.content();
        Description description = object.description();
        Members.set(builder, "ETag", EntityTags.quoted(content.etag()));
        Members.set(builder, "LastModified", object.modifiedAt());
        Members.set(builder, "AcceptRanges", "bytes");
        Members.set(builder, "Metadata", description.metadata());
        for (String name : TEXT_HEADERS) {
            Optional.ofNullable(description.headers().get(name)).ifPresent(value -> Members.set(builder, name, value));
        }
        Optional.ofNullable(description.headers().get(EXPIRES))
                .ifPresent(time -> Members.set(builder, EXPIRES, Instant.parse(time)));
        if (!description.storageClass().equals(STANDARD)) {
            Members.set(builder, "StorageClass", description.storageClass());
        }
        if (!description.tags().isEmpty()) {
            Members.set(builder, "TagCount", description.tags().size());
        }
    }

    /** Answers other headers than the object's own, as {@code response-content-type} and its siblings ask. */
    static void override(SdkPojo builder, SdkPojo request) {
        for (String name : TEXT_HEADERS) {
            Members.text(request, "Response" + name).ifPresent(value -> Members.set(builder, name, value));
        }
        Members.time(request, "Response" + EXPIRES).ifPresent(time -> Members.set(builder, EXPIRES, time));
    }

    @SuppressWarnings("unchecked") // the model's type of the member
    private static Map<String, String> metadata(SdkPojo request) {
        Map<String, String> metadata = new LinkedHashMap<>();
        Members.value(request, "Metadata", Map.class)
                .map(found -> (Map<String, String>) found)
                .orElse(Map.of())
                .forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
        int bytes = metadata.entrySet().stream()
                .mapToInt(entry -> utf8Length(entry.getKey()) + utf8Length(entry.getValue()))
                .sum();
        if (bytes > METADATA_BYTES_MAX) {
            throw new ServiceException(
                            ErrorCode.METADATA_TOO_LARGE,
                            "Your metadata headers exceed the maximum allowed metadata size")
                    .with(Map.of("Size", Integer.toString(bytes), "MaxSizeAllowed", "" + METADATA_BYTES_MAX));
        }
        return metadata;
    }

    // aws-chunked is how the payload travelled, not what it is.
    private static @Nullable String withoutTransport(String encoding) {
        String stored = Arrays.stream(encoding.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.equals("aws-chunked"))
                .collect(Collectors.joining(","));
        return stored.isEmpty() ? null : stored;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
