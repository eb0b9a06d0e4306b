package dev.mastic.runtime.frame.records;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.mastic.runtime.frame.json.MalformedRecord;
import dev.mastic.runtime.frame.json.RecordStream;
import dev.mastic.runtime.frame.json.Syntax;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Avro in single values. Files of Avro are read by Spark, which makes no records on the way.
 *
 * @param written the schema that one record without a file around it is written in; empty where the bytes are a file
 * @param types turns the schema that is written into the one to read by
 */
public record AvroSyntax(String written, Types types) implements Syntax {

    /** What of the logical types of a schema is read. */
    public interface Types extends Serializable {
        Schema reading(Schema written);
    }

    @Override
    public boolean isByLine() {
        return false;
    }

    @Override
    public RecordStream open(byte[] text, int offset, int length) throws IOException {
        return open(new ByteArrayInputStream(text, offset, length));
    }

    @Override
    public RecordStream open(InputStream file) throws IOException {
        if (written.isEmpty()) {
            GenericDatumReader<Object> reader = new GenericDatumReader<>();
            try {
                DataFileStream<Object> values = new DataFileStream<>(file, reader);
                reader.setExpected(types.reading(values.getSchema()));
                return new Records(values, reader.getExpected());
            } catch (AvroRuntimeException | IOException malformed) {
                throw malformed(malformed);
            }
        }
        Schema schema = new Schema.Parser().parse(written);
        Schema expected = types.reading(schema);
        BinaryDecoder bytes = DecoderFactory.get().binaryDecoder(file, null);
        GenericDatumReader<Object> reader = new GenericDatumReader<>(schema, expected);
        try {
            List<Object> one = bytes.isEnd() ? List.of() : List.of(reader.read(null, bytes));
            if (!bytes.isEnd()) {
                throw new MalformedRecord("there is more than one record of the schema " + schema.getFullName(), null);
            }
            return new Records(one.iterator(), expected);
        } catch (AvroRuntimeException | IOException malformed) {
            throw malformed(malformed);
        }
    }

    private static MalformedRecord malformed(Exception cause) {
        return cause instanceof MalformedRecord told
                ? told
                : new MalformedRecord(String.valueOf(cause.getMessage()), null);
    }

    private record Records(Iterator<Object> values, Schema schema) implements RecordStream {

        @Override
        public @Nullable JsonParser next() throws IOException {
            try {
                if (!values.hasNext()) {
                    return null;
                }
                Object value = values.next();
                if (schema.getType() != Schema.Type.RECORD) {
                    throw new MalformedRecord("a record is of type RECORD, this is " + schema.getType(), null);
                }
                TokenBuffer tokens = new TokenBuffer(null, false);
                write(value, schema, tokens);
                JsonParser record = tokens.asParser();
                record.nextToken();
                return record;
            } catch (AvroRuntimeException broken) {
                throw malformed(broken);
            }
        }

        @Override
        public void close() throws IOException {
            if (values instanceof DataFileStream<Object> file) {
                file.close();
            }
        }
    }

    private static void write(@Nullable Object value, Schema schema, JsonGenerator tokens) throws IOException {
        if (value == null) {
            tokens.writeNull();
            return;
        }
        switch (schema.getType()) {
            case UNION -> write(value, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), tokens);
            case RECORD -> writeRecord((IndexedRecord) value, schema, tokens);
            case MAP -> writeMap((Map<?, ?>) value, schema, tokens);
            case ARRAY -> writeArray((Collection<?>) value, schema, tokens);
            case BOOLEAN -> tokens.writeBoolean((Boolean) value);
            case DOUBLE -> tokens.writeNumber((Double) value);
            case ENUM, STRING -> tokens.writeString(value.toString());
            case NULL -> tokens.writeNull();
            case INT, LONG, FLOAT, BYTES, FIXED -> writeAtom(value, schema.getLogicalType(), tokens);
        }
    }

    private static void writeRecord(IndexedRecord record, Schema schema, JsonGenerator tokens) throws IOException {
        tokens.writeStartObject();
        for (Schema.Field field : schema.getFields()) {
            tokens.writeFieldName(field.name());
            write(record.get(field.pos()), field.schema(), tokens);
        }
        tokens.writeEndObject();
    }

    private static void writeMap(Map<?, ?> map, Schema schema, JsonGenerator tokens) throws IOException {
        tokens.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            tokens.writeFieldName(String.valueOf(entry.getKey()));
            write(entry.getValue(), schema.getValueType(), tokens);
        }
        tokens.writeEndObject();
    }

    private static void writeArray(Collection<?> values, Schema schema, JsonGenerator tokens) throws IOException {
        tokens.writeStartArray();
        for (Object value : values) {
            write(value, schema.getElementType(), tokens);
        }
        tokens.writeEndArray();
    }

    private static void writeAtom(Object value, @Nullable LogicalType logical, JsonGenerator tokens)
            throws IOException {
        if (value instanceof Integer number) {
            if (logical instanceof LogicalTypes.Date) {
                tokens.writeEmbeddedObject(LocalDate.ofEpochDay(number));
            } else {
                tokens.writeNumber(number);
            }
        } else if (value instanceof Long number && logical instanceof LogicalTypes.TimestampMillis) {
            tokens.writeEmbeddedObject(Instant.ofEpochMilli(number));
        } else if (value instanceof ByteBuffer || value instanceof GenericFixed) {
            byte[] bytes = bytes(value);
            tokens.writeEmbeddedObject(
                    logical instanceof LogicalTypes.Decimal decimal
                            ? new BigDecimal(new BigInteger(bytes), decimal.getScale())
                            : bytes);
        } else {
            tokens.writeEmbeddedObject(value);
        }
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
