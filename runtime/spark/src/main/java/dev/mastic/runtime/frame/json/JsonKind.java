package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The types that JSON values have by nature: small numbers are int, larger ones long, beyond that double. */
enum JsonKind {
    ARRAY("array"),
    BOOLEAN("boolean"),
    DOUBLE("double"),
    INT("int"),
    LONG("long"),
    STRING("string"),
    STRUCT("struct");

    // Any integer of so few characters fits 32 bits.
    private static final int INT_CHARACTERS_MAX = 9;

    private final String typeName;

    JsonKind(String typeName) {
        this.typeName = typeName;
    }

    /** Glue's name of the type. */
    String typeName() {
        return typeName;
    }

    int bit() {
        return 1 << ordinal();
    }

    /** The kind of the value, which is not null, that the parser stands on. */
    static JsonKind of(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> STRING;
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
