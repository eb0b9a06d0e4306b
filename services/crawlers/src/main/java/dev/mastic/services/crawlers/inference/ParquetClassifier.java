package dev.mastic.services.crawlers.inference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/** Parquet files: the schema stands in the footer. */
public final class ParquetClassifier implements Classifier {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int TRAILER_BYTES = 8;
    private static final int FOOTER_BYTES_MAX = 16 << 20;
    private static final int DEPTH_MAX = 64;

    @Override
    public Optional<Finding> classify(Sample sample) throws IOException {
        if (!Magic.begins(sample.head(), MAGIC)) {
            return Optional.empty();
        }
        byte[] trailer = sample.tail(TRAILER_BYTES);
        if (!Magic.ends(trailer, MAGIC)) {
            throw new DamagedFileException("the file begins as Parquet and does not end so");
        }
        int length = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length <= 0 || length > FOOTER_BYTES_MAX || length + TRAILER_BYTES > sample.size()) {
            throw new DamagedFileException("the footer cannot have " + length + " bytes");
        }
        FileMetaData footer = footer(sample.tail(length + TRAILER_BYTES), length);
        List<Field> columns = new Columns(footer.getSchema()).fields();
        return Optional.of(Finding.sure("parquet", columns).withRows(footer.getNum_rows()));
    }

    private static FileMetaData footer(byte[] end, int length) {
        try {
            // Whatever the footer claims, no text and no list in it is longer than itself.
            TConfiguration bounds = TConfiguration.custom()
                    .setMaxMessageSize(length + TRAILER_BYTES)
                    .build();
            FileMetaData footer = new FileMetaData();
            footer.read(new TCompactProtocol(new TIOStreamTransport(bounds, new ByteArrayInputStream(end, 0, length))));
            return footer;
        } catch (TException | RuntimeException bad) {
            throw new DamagedFileException("the footer is not Parquet's", bad);
        }
    }

    /** The columns out of the list that Parquet makes of its tree. */
    private static final class Columns {
        private final List<SchemaElement> elements;
        private int at;

        Columns(List<SchemaElement> elements) {
            this.elements = elements;
        }

        List<Field> fields() {
            return children(next(), 0);
        }

        private List<Field> children(SchemaElement parent, int depth) {
            if (depth > DEPTH_MAX) {
                throw new DamagedFileException("the schema is nested more than " + DEPTH_MAX + " deep");
            }
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < parent.getNum_children(); i++) {
                SchemaElement child = next();
                DataType type = type(child, depth + 1);
                boolean repeated = child.getRepetition_type() == FieldRepetitionType.REPEATED;
                fields.add(new Field(child.getName(), repeated ? new DataType.ArrayOf(type) : type));
            }
            return fields;
        }

        private SchemaElement next() {
            if (at >= elements.size()) {
                throw new DamagedFileException("the schema in the footer is not whole");
            }
            return elements.get(at++);
        }

        private DataType type(SchemaElement element, int depth) {
            if (!element.isSetNum_children() || element.getNum_children() == 0) {
                return leaf(element);
            }
            List<Field> children = children(element, depth);
            ConvertedType converted = element.getConverted_type();
            boolean list = converted == ConvertedType.LIST
                    || (element.isSetLogicalType() && element.getLogicalType().isSetLIST());
            boolean map = converted == ConvertedType.MAP
                    || converted == ConvertedType.MAP_KEY_VALUE
                    || (element.isSetLogicalType() && element.getLogicalType().isSetMAP());
            if (list && children.size() == 1) {
                return list(children.get(0));
            }
            if (map
                    && children.size() == 1
                    && children.get(0).type() instanceof DataType.ArrayOf pairs
                    && pairs.element() instanceof DataType.StructOf pair
                    && pair.fields().size() == 2) {
                return new DataType.MapOf(
                        pair.fields().get(0).type(), pair.fields().get(1).type());
            }
            return new DataType.StructOf(children);
        }

        /** A list's group holds a repeated one, which holds the element, or is it, in files of older writers. */
        private static DataType list(Field repeated) {
            if (repeated.type() instanceof DataType.ArrayOf array
                    && array.element() instanceof DataType.StructOf wrapper
                    && wrapper.fields().size() == 1
                    && !repeated.name().equals("array")
                    && !repeated.name().endsWith("_tuple")) {
                return new DataType.ArrayOf(wrapper.fields().get(0).type());
            }
            return repeated.type() instanceof DataType.ArrayOf
                    ? repeated.type()
                    : new DataType.ArrayOf(repeated.type());
        }

        private static DataType leaf(SchemaElement element) {
            if (element.isSetConverted_type() || element.isSetLogicalType()) {
                Optional<DataType> annotated = annotated(element);
                if (annotated.isPresent()) {
                    return annotated.orElseThrow();
                }
            }
            if (!element.isSetType()) {
                return DataType.NOTHING;
            }
            return switch (element.getType()) {
                case BOOLEAN -> DataType.BOOLEAN;
                case INT32 -> DataType.INT;
                case INT64 -> DataType.BIGINT;
                case INT96 -> DataType.TIMESTAMP;
                case FLOAT -> DataType.FLOAT;
                case DOUBLE -> DataType.DOUBLE;
                case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> DataType.BINARY;
            };
        }

        private static Optional<DataType> annotated(SchemaElement element) {
            if (element.isSetLogicalType() && element.getLogicalType().isSetTIMESTAMP()) {
                return Optional.of(DataType.TIMESTAMP);
            }
            if (!element.isSetConverted_type()) {
                return Optional.empty();
            }
            return switch (element.getConverted_type()) {
                case UTF8, ENUM, JSON -> Optional.of(DataType.STRING);
                case DECIMAL -> Optional.of(Decimals.of(element.getPrecision(), element.getScale()));
                case DATE -> Optional.of(DataType.DATE);
                case TIMESTAMP_MILLIS, TIMESTAMP_MICROS -> Optional.of(DataType.TIMESTAMP);
                case INT_8 -> Optional.of(new DataType.Simple("tinyint"));
                case INT_16 -> Optional.of(new DataType.Simple("smallint"));
                case UINT_8, UINT_16 -> Optional.of(DataType.INT);
                case UINT_32 -> Optional.of(DataType.BIGINT);
                default -> Optional.empty();
            };
        }
    }
}
