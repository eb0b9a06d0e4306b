package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Records as the texts that functions of Python take, laid out as {@code Frame.toldColumns}; generated code calls it. */
public final class RecordWriter implements Serializable {

    private final String schema;
    private transient @Nullable RecordText text;

    RecordWriter(Type.Struct schema) {
        this.schema = SchemaJson.writeWithPresence(schema);
    }

    /** The text of a record that is laid out as the schema says. */
    public UTF8String write(InternalRow record) {
        RecordText writer = text;
        if (writer == null) {
            writer = RecordText.typed(SchemaJson.read(schema));
            text = writer;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = TypedParser.FACTORY.createGenerator(bytes)) {
            writer.write(record, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return UTF8String.fromBytes(bytes.toByteArray());
    }
}
