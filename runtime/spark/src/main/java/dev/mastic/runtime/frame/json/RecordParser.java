package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParser;
import dev.mastic.runtime.frame.Absence;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The texts that functions of Python answer as records; generated code calls it, so it is public. */
public final class RecordParser implements Serializable {

    private final String schema;
    private transient JsonReader.@Nullable Root reader;

    RecordParser(Type.Struct schema) {
        this.schema = SchemaJson.writeWithPresence(schema);
    }

    private static JsonParser open(UTF8String text) throws IOException {
        return new TypedParser(JsonInference.parser(text, TypedParser.FACTORY));
    }

    static void read(UTF8String text, JsonRecords.Sink sink) throws IOException {
        try (JsonParser parser = open(text)) {
            JsonRecords.read(parser, sink);
        }
    }

    /** The record that a text holds, laid out as {@link Absence#columns} of the schema says. */
    public InternalRow read(UTF8String text) {
        JsonReader.Root fields = reader;
        if (fields == null) {
            Type.Struct read = SchemaJson.read(schema);
            fields = new JsonReader.Root(read, Absence.columns(read).fieldNames());
            reader = fields;
        }
        try (JsonParser parser = open(text)) {
            parser.nextToken();
            return fields.record(parser);
        } catch (IOException malformed) {
            throw new UncheckedIOException("a function answered a text that is no record", malformed);
        }
    }
}
