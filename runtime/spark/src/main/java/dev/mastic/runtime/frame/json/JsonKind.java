package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The types that values have by nature: in JSON small numbers are int, larger ones long, beyond that double. Other syntaxes embed
 * what JSON has no form for as objects, each of which has a type of its own.
 */
enum JsonKind {
    ARRAY("array", 1),
    BOOLEAN("boolean", 1 << 1),
    DOUBLE("double", 1 << 2),
    INT("int", 1 << 3),
    LONG("long", 1 << 4),
    STRING("string", 1 << 5),
    STRUCT("struct", 1 << 6),
    // JSON itself has none of these: see TypedParser and Syntax.
    BINARY("binary", 1 << 7),
    BYTE("byte", 1 << 8),
    DATE("date", 1 << 9),
    DECIMAL("decimal", 1 << 10),
    FLOAT("float", 1 << 11),
    SHORT("short", 1 << 12),
    TIMESTAMP("timestamp", 1 << 13);

    // Any integer of so few characters fits 32 bits.
    private static final int INT_CHARACTERS_MAX = 9;

    private final String typeName;

    private final int bit;

    JsonKind(String typeName, int bit) {
        this.typeName = typeName;
        this.bit = bit;
    }

    /** Glue's name of the type. */
    String typeName() {
        return typeName;
    }

    /** The place of the kind in a set of kinds. */
    int bit() {
        return bit;
    }

    /** The kind of the value, which is not null, that the parser stands on. */
    static JsonKind of(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser instanceof TypedParser typed ? typed.kind() : STRING;
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> DOUBLE;
            case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
            case START_OBJECT -> STRUCT;
            case START_ARRAY -> ARRAY;
            case VALUE_EMBEDDED_OBJECT -> embedded(parser);
            default -> throw new JsonParseException(parser, "unexpected " + parser.currentToken());
        };
    }

    private static JsonKind embedded(JsonParser parser) throws IOException {
        Object value = parser.getEmbeddedObject();
        if (value instanceof LooseText text) {
            return text.kind();
        } else if (value instanceof byte[]) {
            return BINARY;
        } else if (value instanceof BigDecimal) {
            return DECIMAL;
        } else if (value instanceof Instant) {
            return TIMESTAMP;
        } else if (value instanceof LocalDate) {
            return DATE;
        } else if (value instanceof Long) {
            return LONG;
        } else if (value instanceof Short) {
            return SHORT;
        } else if (value instanceof Byte) {
            return BYTE;
        } else if (value instanceof Float) {
            return FLOAT;
        }
        throw new JsonParseException(parser, "unexpected value of " + value.getClass());
    }

    private static JsonKind integer(JsonParser parser) throws IOException {
        if (parser.getTextLength() <= INT_CHARACTERS_MAX) {
            return INT;
        }
        return switch (parser.getNumberType()) {
            case INT -> INT;
            case LONG -> LONG;
            default -> DOUBLE;
        };
    }
}
