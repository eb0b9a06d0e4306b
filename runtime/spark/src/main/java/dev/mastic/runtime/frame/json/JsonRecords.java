package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The records of a text: every object at its top level, and the objects of every array there. Glue gives such an array as
 * one record unless {@code jsonPath} says {@code $[*]}; taking it apart always loses nothing and is what Spark does.
 */
final class JsonRecords {

    /** Whatever the text of a record may hold, it does not go into messages and so not into logs. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(com.fasterxml.jackson.core.StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Takes a record; the parser stands on the start of its object and must be left on its end. */
    interface Sink {
        void accept(JsonParser record) throws IOException;
    }

    private JsonRecords() {}

    static void read(JsonParser parser, Sink sink) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    record(parser, sink);
                }
            } else {
                record(parser, sink);
            }
        }
    }

    private static void record(JsonParser parser, Sink sink) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "a record is a JSON object, this is " + parser.currentToken());
        }
        sink.accept(parser);
    }
}
