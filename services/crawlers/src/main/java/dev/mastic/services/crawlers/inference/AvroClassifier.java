package dev.mastic.services.crawlers.inference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro files: the schema stands in the header. */
public final class AvroClassifier implements Classifier {
    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final String SCHEMA = "avro.schema";
    private static final int DEPTH_MAX = 64;

    @Override
    public Optional<Finding> classify(Sample sample) throws IOException {
        if (!Magic.begins(sample.head(), MAGIC)) {
            return Optional.empty();
        }
        String text = schemaText(sample.head());
        try {
            Schema schema = new Schema.Parser().parse(text);
            List<Field> fields = schema.getType() == Schema.Type.RECORD
                    ? fields(schema, 0)
                    : List.of(new Field("value", type(schema, 0)));
            return Optional.of(Finding.sure("avro", fields).with(Map.of("avro.schema.literal", text)));
        } catch (AvroRuntimeException | StackOverflowError bad) {
            throw new DamagedFileException("the schema in the header is not Avro's", bad);
        }
    }

    /** The schema out of the header's map of texts to bytes. Nothing is taken for longer than what is there. */
    private static String schemaText(byte[] head) throws IOException {
        InputStream in = new ByteArrayInputStream(head, MAGIC.length, head.length - MAGIC.length);
        for (long count = number(in); count != 0; count = number(in)) {
            if (count < 0) {
                number(in);
            }
            for (long entry = Math.abs(count); entry > 0; entry--) {
                String key = new String(bytes(in), StandardCharsets.UTF_8);
                byte[] value = bytes(in);
                if (key.equals(SCHEMA)) {
                    return new String(value, StandardCharsets.UTF_8);
                }
            }
        }
        throw new DamagedFileException("the header has no schema");
    }

    private static byte[] bytes(InputStream in) throws IOException {
        long length = number(in);
        if (length < 0 || length > in.available()) {
            throw new DamagedFileException("the header ends before its time");
        }
        return in.readNBytes((int) length);
    }

    private static long number(InputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.read();
            if (next < 0) {
                throw new DamagedFileException("the header ends before its time");
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new DamagedFileException("a number in the header has too many bytes");
    }

    private static List<Field> fields(Schema record, int depth) {
        List<Field> fields = new ArrayList<>();
        record.getFields().forEach(field -> fields.add(new Field(field.name(), type(field.schema(), depth + 1))));
        return fields;
    }

    private static DataType type(Schema schema, int depth) {
        if (depth > DEPTH_MAX) {
            throw new DamagedFileException("the schema is nested more than " + DEPTH_MAX + " deep");
        }
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return Decimals.of(decimal.getPrecision(), decimal.getScale());
        }
        if (logical instanceof LogicalTypes.Date) {
            return DataType.DATE;
        }
        if (logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.TimestampMicros) {
            return DataType.TIMESTAMP;
        }
        return switch (schema.getType()) {
            case RECORD -> new DataType.StructOf(fields(schema, depth));
            case ARRAY -> new DataType.ArrayOf(type(schema.getElementType(), depth + 1));
            case MAP -> new DataType.MapOf(DataType.STRING, type(schema.getValueType(), depth + 1));
            case UNION ->
                schema.getTypes().stream().map(each -> type(each, depth + 1)).reduce(DataType.NOTHING, DataType::merge);
            case ENUM, STRING -> DataType.STRING;
            case BYTES, FIXED -> DataType.BINARY;
            case INT -> DataType.INT;
            case LONG -> DataType.BIGINT;
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case BOOLEAN -> DataType.BOOLEAN;
            case NULL -> DataType.NOTHING;
        };
    }
}
