package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Texts, each one value, as values of a frame; generated code calls it, so it is public. */
public final class ValueReader implements Serializable {

    private static final String VALUE = "value";

    private final JsonInference.Reading texts;
    private final String schema;
    private transient @Nullable JsonReader reader;

    private ValueReader(JsonInference.Reading texts, Shape shape) {
        this.texts = texts;
        schema = SchemaJson.write(new Type.Struct(Map.of(VALUE, shape)));
    }

    /** How texts hold values. */
    public static final class Form implements Serializable {

        /** Each text is a value of JSON. */
        public static final Form JSON = new Form(ValueReader::one);

        private final JsonInference.Reading reading;

        private Form(JsonInference.Reading reading) {
            this.reading = reading;
        }

        /** Each text is a record of a syntax. */
        public static Form record(Syntax syntax) {
            return new Form((text, sink) -> one(syntax, text, sink));
        }

        /** What the texts in the first column of a dataset are; those that are malformed take no part. */
        public Shape infer(Dataset<Row> texts) {
            return JsonInference.ofTexts(texts, reading).shape();
        }

        /** Reads values of a shape. */
        public ValueReader values(Shape shape) {
            return new ValueReader(reading, shape);
        }
    }

    private static void one(UTF8String text, JsonRecords.Sink sink) throws IOException {
        try (JsonParser parser = JsonInference.parser(text, JsonRecords.FACTORY)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "No content to map due to end-of-input");
            }
            sink.accept(parser);
            JsonToken rest = parser.nextToken();
            if (rest != null) {
                throw new JsonParseException(parser, "one value was expected, behind it is " + rest);
            }
        }
    }

    private static void one(Syntax syntax, UTF8String text, JsonRecords.Sink sink) throws IOException {
        try (RecordStream records = JsonInference.open(syntax, text)) {
            JsonParser record = records.next();
            if (record == null) {
                throw new MalformedRecord("the text holds no record", null);
            }
            sink.accept(record);
            if (records.next() != null) {
                throw new MalformedRecord("one record was expected, behind it is another", null);
            }
        }
    }

    /** A row of the value of a text, and of the message of what is wrong with the text, of which one is null. */
    public InternalRow read(UTF8String text) {
        JsonReader values = reader;
        if (values == null) {
            values = JsonReader.of(SchemaJson.read(schema).fields().getOrDefault(VALUE, Shape.nothing()));
            reader = values;
        }
        GenericInternalRow result = new GenericInternalRow(2);
        JsonReader reading = values;
        try {
            texts.read(text, value -> {
                if (value.currentToken() != JsonToken.VALUE_NULL) {
                    result.update(0, reading.read(value));
                }
            });
        } catch (IOException malformed) {
            result.update(0, null);
            result.update(1, UTF8String.fromString(String.valueOf(malformed.getMessage())));
        }
        return result;
    }
}
