package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The types that JSON values have by nature: small numbers are int, larger ones long, beyond that double. */
enum JsonKind {
    ARRAY("array", 1),
    BOOLEAN("boolean", 1 << 1),
    DOUBLE("double", 1 << 2),
    INT("int", 1 << 3),
    LONG("long", 1 << 4),
    STRING("string", 1 << 5),
    STRUCT("struct", 1 << 6),
    // JSON itself has none of these: see TypedParser.
    BINARY("binary", 1 << 7),
    DATE("date", 1 << 8),
    DECIMAL("decimal", 1 << 9),
    TIMESTAMP("timestamp", 1 << 10);

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
            default -> throw new JsonParseException(parser, "unexpected " + parser.currentToken());
        };
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
