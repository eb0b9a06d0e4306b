package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a JSON text: objects, one after the other or in arrays, of which one level is gone into. */
final class JsonRecords implements RecordStream {

    /** Whatever the text of a record may hold, it does not go into messages and so not into logs. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    /** Takes a record; the parser stands on the start of its object and must be left on its end. */
    interface Sink {
        void accept(JsonParser record) throws IOException;
    }

    private final JsonParser parser;
    private boolean inArray;

    JsonRecords(JsonParser parser) {
        this.parser = parser;
    }

    static void read(JsonParser parser, Sink sink) throws IOException {
        read(new JsonRecords(parser), sink);
    }

    static void read(RecordStream records, Sink sink) throws IOException {
        for (JsonParser record = records.next(); record != null; record = records.next()) {
            sink.accept(record);
        }
    }

    @Override
    public @Nullable JsonParser next() throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.START_ARRAY ? !inArray : token == JsonToken.END_ARRAY) {
            inArray = token == JsonToken.START_ARRAY;
            token = parser.nextToken();
        }
        // Along a path the name of a record's field comes first.
        while (token == JsonToken.FIELD_NAME) {
            token = parser.nextToken();
        }
        if (token == null) {
            return null;
        } else if (token != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "a record is a JSON object, this is " + token);
        }
        return parser;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
