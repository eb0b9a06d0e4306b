package dev.mastic.aws.protocol;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.FormFields;
import dev.mastic.aws.request.Target;
import dev.mastic.aws.request.WireRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/** The members of REST operations that travel outside the payload. */
final class HttpMembers {
    private static final String AWS_PREFIX = "x-amz-";

    private final Target target;
    private final WireRequest request;
    private final FormFields query;

    HttpMembers(Target target, WireRequest request) {
        this.target = target;
        this.request = request;
        this.query = FormFields.parse(request.rawQuery());
    }

    void readInto(SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = read(field);
            if (value != null) {
                field.set(builder, value);
            }
        }
    }

    /** The header fields of an answer. */
    static Map<String, String> headers(SdkPojo response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (SdkField<?> field : response.sdkFields()) {
            if (field.location() == MarshallLocation.HEADER) {
                Object value = field.getValueOrDefault(response);
                if (Shapes.isSet(value)) {
                    write(field, value, headers);
                }
            }
        }
        return headers;
    }

    /** The status that the answer itself carries. */
    static Optional<Integer> status(SdkPojo response) {
        return response.sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.STATUS_CODE)
                .map(field -> (Integer) field.getValueOrDefault(response))
                .filter(Shapes::isSet)
                .findFirst();
    }

    private @Nullable Object read(SdkField<?> field) {
        return switch (field.location()) {
            case PATH, GREEDY_PATH -> target.labels().get(field.locationName());
            case QUERY_PARAM ->
                query.first(field.locationName())
                        .map(text -> scalar(text, field))
                        .orElse(null);
            case HEADER -> header(field);
            case PAYLOAD, STATUS_CODE -> null;
        };
    }

    private @Nullable Object header(SdkField<?> field) {
        String name = field.locationName().toLowerCase(Locale.ROOT);
        MarshallingKnownType type = field.marshallingType().getKnownType();
        if (type == MarshallingKnownType.MAP) {
            return prefixed(name);
        }
        List<String> values = valuesOf(name);
        if (values.isEmpty()) {
            return null;
        }
        if (type == MarshallingKnownType.LIST) {
            SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> items = new ArrayList<>();
            for (String part : String.join(",", values).split(",", -1)) {
                items.add(scalar(part.strip(), item));
            }
            return items;
        }
        return scalar(String.join(",", values), field);
    }

    // A presigned URL may carry what would be headers of AWS's own as query fields (the JavaScript SDK does).
    private List<String> valuesOf(String name) {
        List<String> values = request.headers().all(name);
        return values.isEmpty() && name.startsWith(AWS_PREFIX) ? query.all(name) : values;
    }

    private @Nullable Map<String, String> prefixed(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        query.asMap().forEach((name, values) -> take(prefix, name, values, found));
        request.headers().asMap().forEach((name, values) -> take(prefix, name, values, found));
        return found.isEmpty() ? null : found;
    }

    private static void take(String prefix, String name, List<String> values, Map<String, String> found) {
        if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), String.join(",", values));
        }
    }

    private static Object scalar(String text, SdkField<?> field) {
        try {
            return ScalarText.read(text, field);
        } catch (ServiceException refused) {
            throw new ServiceException(ErrorCode.INVALID_ARGUMENT, "%s", refused.message())
                    .with(Map.of("ArgumentName", field.locationName(), "ArgumentValue", text));
        }
    }

    private static void write(SdkField<?> field, Object value, Map<String, String> headers) {
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((name, each) -> headers.put(field.locationName() + name, oneLine(String.valueOf(each))));
        } else if (value instanceof List<?> items) {
            headers.put(
                    field.locationName(),
                    oneLine(String.join(",", items.stream().map(String::valueOf).toList())));
        } else {
            String text = ScalarText.write(value, field, TimestampFormatTrait.Format.RFC_822);
            headers.put(field.locationName(), oneLine(text));
        }
    }

    // A line break inside a value would begin another header field.
    private static String oneLine(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return value.replaceAll("\\p{Cntrl}", " ");
            }
        }
        return value;
    }
}
