package dev.mastic.services.crawlers.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The type of a column, as Hive writes it. */
public sealed interface DataType {
    DataType NOTHING = new Simple("void");
    DataType STRING = new Simple("string");
    DataType BOOLEAN = new Simple("boolean");
    DataType INT = new Simple("int");
    DataType BIGINT = new Simple("bigint");
    DataType DOUBLE = new Simple("double");
    DataType FLOAT = new Simple("float");
    DataType DATE = new Simple("date");
    DataType TIMESTAMP = new Simple("timestamp");
    DataType BINARY = new Simple("binary");

    /** How Hive writes it, e.g. {@code array<int>}. */
    String text();

    /** A type without parts; {@code void} is that of a column in which nothing was seen. */
    record Simple(String text) implements DataType {}

    record ArrayOf(DataType element) implements DataType {
        @Override
        public String text() {
            return "array<" + element.text() + ">";
        }
    }

    record MapOf(DataType key, DataType value) implements DataType {
        @Override
        public String text() {
            return "map<" + key.text() + "," + value.text() + ">";
        }
    }

    record StructOf(List<Field> fields) implements DataType {
        public StructOf {
            fields = List.copyOf(fields);
        }

        @Override
        public String text() {
            return fields.stream()
                    .map(field -> field.name() + ":" + field.type().text())
                    .collect(Collectors.joining(",", "struct<", ">"));
        }
    }

    /** The narrowest type that holds the values of both; text, where nothing else does. */
    static DataType merge(DataType one, DataType other) {
        if (one.equals(other) || other.equals(NOTHING)) {
            return one;
        }
        if (one.equals(NOTHING)) {
            return other;
        }
        if (one instanceof ArrayOf left && other instanceof ArrayOf right) {
            return new ArrayOf(merge(left.element(), right.element()));
        }
        if (one instanceof MapOf left && other instanceof MapOf right) {
            return new MapOf(merge(left.key(), right.key()), merge(left.value(), right.value()));
        }
        if (one instanceof StructOf left && other instanceof StructOf right) {
            return new StructOf(merge(left.fields(), right.fields()));
        }
        int wider = Math.max(Widening.rank(one), Widening.rank(other));
        boolean numbers = Widening.rank(one) >= 0 && Widening.rank(other) >= 0;
        return numbers ? Widening.NUMBERS.get(wider) : STRING;
    }

    /** All fields of both, those of the first in front. */
    static List<Field> merge(List<Field> one, List<Field> other) {
        Map<String, DataType> merged = new LinkedHashMap<>();
        one.forEach(field -> merged.put(field.name(), field.type()));
        other.forEach(field -> merged.merge(field.name(), field.type(), DataType::merge));
        List<Field> fields = new ArrayList<>();
        merged.forEach((name, type) -> fields.add(new Field(name, type)));
        return fields;
    }

    /** The same type with text where nothing was seen. */
    static DataType settled(DataType type) {
        if (type.equals(NOTHING)) {
            return STRING;
        }
        if (type instanceof ArrayOf array) {
            return new ArrayOf(settled(array.element()));
        }
        if (type instanceof MapOf map) {
            return new MapOf(settled(map.key()), settled(map.value()));
        }
        if (type instanceof StructOf struct) {
            return struct.fields().isEmpty()
                    ? STRING
                    : new StructOf(struct.fields().stream()
                            .map(field -> new Field(field.name(), settled(field.type())))
                            .toList());
        }
        return type;
    }

    /** Which numbers hold which. */
    final class Widening {
        private static final List<DataType> NUMBERS =
                List.of(new Simple("tinyint"), new Simple("smallint"), INT, BIGINT, FLOAT, DOUBLE);

        private Widening() {}

        private static int rank(DataType type) {
            return NUMBERS.indexOf(type);
        }
    }
}
