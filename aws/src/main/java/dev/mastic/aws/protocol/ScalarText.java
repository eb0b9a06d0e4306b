package dev.mastic.aws.protocol;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/** Values without parts as text: in forms, XML, headers and queries. */
final class ScalarText {
    private static final int SHOWN_CHARS_MAX = 100;

    private ScalarText() {}

    /** Reads a value; what is not of the member's type is refused. */
    static Object read(String text, SdkField<?> field) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        try {
            return switch (type) {
                case STRING -> text;
                case BOOLEAN -> bool(text);
                case SHORT -> Short.valueOf(text.strip());
                case INTEGER -> Integer.valueOf(text.strip());
                case LONG -> Long.valueOf(text.strip());
                case FLOAT -> Float.valueOf(text.strip());
                case DOUBLE -> Double.valueOf(text.strip());
                case BIG_DECIMAL -> new BigDecimal(text.strip());
                case INSTANT -> Timestamps.parse(text.strip());
                case SDK_BYTES ->
                    SdkBytes.fromByteArrayUnsafe(Base64.getMimeDecoder().decode(text));
                case BYTE, NULL, LIST, MAP, SDK_POJO, DOCUMENT ->
                    throw new IllegalStateException("member " + field.memberName() + " is not a scalar but " + type);
            };
        } catch (IllegalArgumentException notOfType) {
            String shown = text.length() > SHOWN_CHARS_MAX ? text.substring(0, SHOWN_CHARS_MAX) + "…" : text;
            throw new ServiceException(
                    ErrorCode.MALFORMED_REQUEST,
                    "'%s' is not a valid value of %s (expected: %s)",
                    shown,
                    field.locationName(),
                    type);
        }
    }

    /** Writes a value; a point in time in the format that the model asks for, or else in the given one. */
    static String write(Object value, SdkField<?> field, TimestampFormatTrait.Format otherwise) {
        if (value instanceof Instant instant) {
            TimestampFormatTrait.Format asked = Timestamps.format(field);
            return switch (asked == null ? otherwise : asked) {
                case ISO_8601 -> Timestamps.iso(instant);
                case RFC_822 -> Timestamps.httpDate(instant);
                case UNIX_TIMESTAMP, UNIX_TIMESTAMP_MILLIS ->
                    Timestamps.epochSeconds(instant).toPlainString();
            };
        }
        if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
        }
        return value.toString();
    }

    private static boolean bool(String text) {
        return switch (text.strip()) {
            case "true", "True", "TRUE", "1" -> true;
            case "false", "False", "FALSE", "0" -> false;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }
}
