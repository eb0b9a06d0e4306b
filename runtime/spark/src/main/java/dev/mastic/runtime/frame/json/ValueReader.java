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

/** Texts of JSON, each one value, as values of a frame; generated code calls it, so it is public. */
public final class ValueReader implements Serializable {

    private static final String VALUE = "value";

    private final String schema;
    private transient @Nullable JsonReader reader;

    /** Reads values of a shape. */
    public ValueReader(Shape shape) {
        schema = SchemaJson.write(new Type.Struct(Map.of(VALUE, shape)));
    }

    /** What the texts in the first column of a dataset are; those that are malformed take no part. */
    public static Shape infer(Dataset<Row> texts) {
        return JsonInference.ofTexts(texts, ValueReader::open, ValueReader::one).shape();
    }

    private static JsonParser open(UTF8String text) throws IOException {
        return JsonInference.parser(text, JsonRecords.FACTORY);
    }

    private static void one(JsonParser parser, JsonRecords.Sink sink) throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonParseException(parser, "No content to map due to end-of-input");
        }
        sink.accept(parser);
        JsonToken rest = parser.nextToken();
        if (rest != null) {
            throw new JsonParseException(parser, "one value was expected, behind it is " + rest);
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
        try (JsonParser parser = open(text)) {
            one(parser, value -> {
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
