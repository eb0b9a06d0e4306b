package dev.mastic.aws.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Reads JSON or CBOR, which are one stream of tokens to Jackson, into the SDK's model classes. */
final class TokenReader {
    private final JsonParser tokens;

    TokenReader(JsonParser tokens) {
        this.tokens = tokens;
    }

    /** Reads the whole payload; an empty one is an input without members. */
    SdkPojo readAll(SdkPojo builder) throws IOException {
        JsonToken first = tokens.nextToken();
        if (first == null) {
            return Shapes.build(builder);
        }
        if (first != JsonToken.START_OBJECT) {
            throw refused("Start of structure or map expected, found " + first);
        }
        SdkPojo read = structure(builder);
        if (tokens.nextToken() != null) {
            throw refused("Unexpected content after the end of the request");
        }
        return read;
    }

    private SdkPojo structure(SdkPojo builder) throws IOException {
        Map<String, SdkField<?>> fields = Shapes.payloadFields(builder);
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
            SdkField<?> field = fields.get(name);
            JsonToken token = tokens.nextToken();
            if (field == null) {
                tokens.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                field.set(builder, value(field, token));
            }
        }
        return Shapes.build(builder);
    }

    private @Nullable Object value(SdkField<?> field, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL && field.marshallingType() != MarshallingType.DOCUMENT) {
            return null;
        }
        MarshallingKnownType type = field.marshallingType().getKnownType();
        return switch (type) {
            case STRING -> {
                expect(token, JsonToken.VALUE_STRING, "a String");
                yield text();
            }
            case BOOLEAN -> bool(token);
            case SHORT -> (short) integer(token, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) integer(token, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> integer(token, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> (float) floating(token);
            case DOUBLE -> floating(token);
            case BIG_DECIMAL -> decimal(token);
            case INSTANT -> instant(token);
            case SDK_BYTES -> bytes(token);
            case DOCUMENT -> document(token);
            case SDK_POJO -> {
                expect(token, JsonToken.START_OBJECT, "a structure");
                yield structure(field.constructor().get());
            }
            case LIST -> {
                expect(token, JsonToken.START_ARRAY, "a list");
                yield list(field);
            }
            case MAP -> {
                expect(token, JsonToken.START_OBJECT, "a map");
                yield map(field);
            }
            case BYTE, NULL -> throw new IllegalStateException("no member is of type " + type);
        };
    }

    private List<@Nullable Object> list(SdkField<?> field) throws IOException {
        SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = tokens.nextToken(); token != JsonToken.END_ARRAY; token = tokens.nextToken()) {
            items.add(value(item, token));
        }
        return items;
    }

    private Map<String, @Nullable Object> map(SdkField<?> field) throws IOException {
        SdkField<?> value = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (String key = tokens.nextFieldName(); key != null; key = tokens.nextFieldName()) {
            entries.put(wellFormed(key), value(value, tokens.nextToken()));
        }
        return entries;
    }

    private String text() throws IOException {
        return wellFormed(tokens.getText());
    }

    // Half a surrogate pair can be escaped in JSON but stored nowhere and sent back by nobody.
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refused("Text holds half a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    private static boolean bool(JsonToken token) {
        if (!token.isBoolean()) {
            throw mismatch(token, "a Boolean");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private long integer(JsonToken token, long min, long max) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double number = tokens.getDoubleValue();
            if (number == Math.rint(number) && number >= min && number <= max) {
                return (long) number;
            }
            throw mismatch(token, "an integer");
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw mismatch(token, "an integer");
        }
        long number = tokens.getLongValue();
        if (number < min || number > max) {
            throw refused("NUMBER_VALUE " + number + " is not between " + min + " and " + max);
        }
        return number;
    }

    private double floating(JsonToken token) throws IOException {
        if (token.isNumeric()) {
            return tokens.getDoubleValue();
        }
        return switch (token == JsonToken.VALUE_STRING ? tokens.getText() : "") {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw mismatch(token, "a Double");
        };
    }

    private BigDecimal decimal(JsonToken token) throws IOException {
        if (!token.isNumeric()) {
            throw mismatch(token, "a BigDecimal");
        }
        return tokens.getDecimalValue();
    }

    private Instant instant(JsonToken token) throws IOException {
        if (token.isNumeric()) {
            return Timestamps.fromEpochSeconds(tokens.getDecimalValue());
        }
        if (token == JsonToken.VALUE_STRING) {
            return Timestamps.parse(tokens.getText());
        }
        throw mismatch(token, "a Timestamp");
    }

    private SdkBytes bytes(JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_EMBEDDED_OBJECT) {
            throw mismatch(token, "a Blob");
        }
        return SdkBytes.fromByteArrayUnsafe(tokens.getBinaryValue());
    }

    private Document document(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> Document.fromNull();
            case VALUE_TRUE, VALUE_FALSE -> Document.fromBoolean(token == JsonToken.VALUE_TRUE);
            case VALUE_STRING -> Document.fromString(text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Document.fromNumber(SdkNumber.fromString(tokens.getText()));
            case START_ARRAY -> {
                List<Document> items = new ArrayList<>();
                for (JsonToken next = tokens.nextToken(); next != JsonToken.END_ARRAY; next = tokens.nextToken()) {
                    items.add(document(next));
                }
                yield Document.fromList(items);
            }
            case START_OBJECT -> {
                Map<String, Document> entries = new LinkedHashMap<>();
                for (String key = tokens.nextFieldName(); key != null; key = tokens.nextFieldName()) {
                    entries.put(wellFormed(key), document(tokens.nextToken()));
                }
                yield Document.fromMap(entries);
            }
            case VALUE_EMBEDDED_OBJECT, FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE ->
                throw mismatch(token, "a document");
        };
    }

    private static void expect(JsonToken found, JsonToken wanted, String type) {
        if (found != wanted) {
            throw mismatch(found, type);
        }
    }

    // In the words of AWS's own servers, which name the token.
    private static ServiceException mismatch(JsonToken found, String wanted) {
        String name = switch (found) {
            case VALUE_STRING -> "STRING_VALUE";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "NUMBER_VALUE";
            case VALUE_TRUE -> "TRUE_VALUE";
            case VALUE_FALSE -> "FALSE_VALUE";
            case START_ARRAY -> "Start of list";
            case START_OBJECT -> "Start of structure or map";
            case VALUE_NULL -> "NULL_VALUE";
            case VALUE_EMBEDDED_OBJECT -> "BLOB_VALUE";
            case FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE -> found.name();
        };
        return refused(name + " can not be converted to " + wanted);
    }

    /** What is not JSON or CBOR at all. The bytes are in memory, so no other fault can be behind the exception. */
    static ServiceException malformed(String form, IOException found) {
        String reason = found instanceof JacksonException known ? known.getOriginalMessage() : found.getMessage();
        return refused("The request is not valid " + form + ": " + reason);
    }

    private static ServiceException refused(String message) {
        return new ServiceException(ErrorCode.MALFORMED_REQUEST, "%s", message);
    }
}
