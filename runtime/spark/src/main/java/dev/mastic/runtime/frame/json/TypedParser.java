package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * JSON between a frame and Python functions, with values that JSON has no form for: NaN and the infinities stand as these
 * words, and a text that begins with U+0000 and a letter is a value of the type that the letter says. A text that begins with
 * U+0000 by itself gets {@link #TEXT} in front.
 */
final class TypedParser extends JsonParserDelegate {

    static final char MARK = '\u0000';
    static final char BINARY = 'b';
    static final char DATE = 'd';
    static final char DECIMAL = 'n';
    static final char TEXT = 's';
    static final char TIMESTAMP = 't';

    /** Reads and writes the words for numbers that are none. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    TypedParser(JsonParser parser) {
        super(parser);
    }

    /** The type of the text that the parser stands on. */
    JsonKind kind() throws IOException {
        String text = delegate.getText();
        if (text.length() < 2 || text.charAt(0) != MARK) {
            return JsonKind.STRING;
        }
        return switch (text.charAt(1)) {
            case BINARY -> JsonKind.BINARY;
            case DATE -> JsonKind.DATE;
            case DECIMAL -> JsonKind.DECIMAL;
            case TIMESTAMP -> JsonKind.TIMESTAMP;
            default -> JsonKind.STRING;
        };
    }

    /** The text without its mark. */
    @Override
    public String getText() throws IOException {
        String text = delegate.getText();
        boolean marked =
                delegate.currentToken() == JsonToken.VALUE_STRING && text.length() >= 2 && text.charAt(0) == MARK;
        return marked ? text.substring(2) : text;
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        return variant.decode(getText());
    }
}
