package dev.mastic.services.crawlers.inference;

import com.amazon.ion.IonException;
import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import com.amazon.ion.system.IonReaderBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Amazon Ion, as bytes and as text: structs one after the other. */
public final class IonClassifier implements Classifier {
    private static final byte[] BINARY = {(byte) 0xE0, 0x01, 0x00, (byte) 0xEA};
    private static final int DEPTH_MAX = 64;
    private static final int ROWS_MAX = 10_000;

    @Override
    public Optional<Finding> classify(Sample sample) throws IOException {
        boolean binary = Magic.begins(sample.head(), BINARY);
        if (!binary && !looksLikeIon(sample)) {
            return Optional.empty();
        }
        Map<String, DataType> fields = new LinkedHashMap<>();
        try (IonReader ion = IonReaderBuilder.standard().build(sample.head())) {
            for (int rows = 0; rows < ROWS_MAX && ion.next() != null; rows++) {
                if (ion.getType() != IonType.STRUCT) {
                    return Optional.empty();
                }
                struct(ion, 0).forEach((name, type) -> fields.merge(name, type, DataType::merge));
            }
        } catch (IonException bad) {
            if (sample.isWhole()) {
                return Optional.empty();
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(Finding.sure("ion", fields(fields)));
    }

    private static boolean looksLikeIon(Sample sample) throws IOException {
        return sample.text()
                .map(String::stripLeading)
                .filter(text -> text.startsWith("{") || text.startsWith("$ion_1_0"))
                .isPresent();
    }

    private static Map<String, DataType> struct(IonReader ion, int depth) {
        if (depth > DEPTH_MAX) {
            throw new DamagedFileException("the values are nested more than " + DEPTH_MAX + " deep");
        }
        Map<String, DataType> fields = new LinkedHashMap<>();
        ion.stepIn();
        while (ion.next() != null) {
            fields.merge(ion.getFieldName(), value(ion, depth + 1), DataType::merge);
        }
        ion.stepOut();
        return fields;
    }

    private static DataType value(IonReader ion, int depth) {
        if (ion.isNullValue()) {
            return DataType.NOTHING;
        }
        return switch (ion.getType()) {
            case BOOL -> DataType.BOOLEAN;
            case INT ->
                switch (ion.getIntegerSize()) {
                    case INT -> DataType.INT;
                    case LONG -> DataType.BIGINT;
                    case BIG_INTEGER -> Decimals.of(38, 0);
                };
            case FLOAT -> DataType.DOUBLE;
            case DECIMAL ->
                Decimals.of(38, Math.min(Math.max(ion.bigDecimalValue().scale(), 0), 18));
            case TIMESTAMP -> DataType.TIMESTAMP;
            case BLOB, CLOB -> DataType.BINARY;
            case STRUCT -> new DataType.StructOf(fields(struct(ion, depth)));
            case LIST, SEXP -> {
                DataType element = DataType.NOTHING;
                ion.stepIn();
                while (ion.next() != null) {
                    element = DataType.merge(element, value(ion, depth + 1));
                }
                ion.stepOut();
                yield new DataType.ArrayOf(element);
            }
            default -> DataType.STRING;
        };
    }

    private static List<Field> fields(Map<String, DataType> types) {
        List<Field> fields = new ArrayList<>();
        types.forEach((name, type) -> fields.add(new Field(name, type)));
        return fields;
    }
}
