package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.spark.sql.avro.SchemaConverters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How values are written to Avro where some are choices, which become unions.
 *
 * @param schema of Avro
 * @param columns as Spark's writer wants them for that schema: of a union a struct of {@code member0}, {@code member1} and so on
 */
record AvroLayout(Schema schema, DataType columns) {

    private static final String ROOT = "topLevelRecord";

    /** The layout of records with choices; empty where there are none, and Spark makes the schema itself. */
    static Optional<AvroLayout> of(Type.Struct records, List<String> directories) {
        Map<String, Shape> written = new java.util.LinkedHashMap<>(records.fields());
        directories.forEach(written::remove);
        Type.Struct data = new Type.Struct(written);
        return hasChoice(data) ? Optional.of(record(data, ROOT, "")) : Optional.empty();
    }

    private static boolean hasChoice(Type type) {
        if (type instanceof Type.Struct struct) {
            return struct.fields().values().stream().anyMatch(AvroLayout::hasChoice);
        } else if (type instanceof Type.Array array) {
            return hasChoice(array.element());
        }
        return type instanceof Type.Dictionary map && hasChoice(map.value());
    }

    private static boolean hasChoice(Shape shape) {
        return shape.isChoice() || shape.alternatives().stream().anyMatch(AvroLayout::hasChoice);
    }

    private static AvroLayout position(Shape shape, String name, String namespace) {
        List<AvroLayout> members = shape.alternatives().stream()
                .map(type -> value(type, name, namespace))
                .toList();
        if (!shape.isChoice()) {
            return new AvroLayout(
                    orNull(List.of(members.get(0).schema())), members.get(0).columns());
        }
        Set<String> kinds =
                members.stream().map(member -> kind(member.schema())).collect(Collectors.toSet());
        if (kinds.size() < members.size()) {
            // Avro cannot tell them apart, such as an int from a date.
            return record(byType(shape), name, namespace).orNull();
        }
        StructType columns = new StructType();
        for (AvroLayout member : members) {
            columns = columns.add("member" + columns.length(), member.columns());
        }
        return new AvroLayout(orNull(members.stream().map(AvroLayout::schema).toList()), columns);
    }

    private static String kind(Schema schema) {
        return schema.getType() == Schema.Type.FIXED
                ? schema.getFullName()
                : schema.getType().getName();
    }

    private static Type.Struct byType(Shape choice) {
        Map<String, Shape> fields = new java.util.LinkedHashMap<>();
        choice.alternatives().forEach(type -> fields.put(type.name(), Shape.of(type)));
        return new Type.Struct(fields);
    }

    private AvroLayout orNull() {
        return new AvroLayout(orNull(List.of(schema)), columns);
    }

    private static Schema orNull(List<Schema> members) {
        List<Schema> all = new ArrayList<>();
        all.add(Schema.create(Schema.Type.NULL));
        all.addAll(members);
        return Schema.createUnion(all);
    }

    private static AvroLayout value(Type type, String name, String namespace) {
        if (type instanceof Type.Struct struct) {
            return record(struct, name, namespace);
        } else if (type instanceof Type.Array array) {
            AvroLayout element = position(array.element(), name, namespace);
            return new AvroLayout(
                    Schema.createArray(element.schema()), DataTypes.createArrayType(element.columns(), true));
        } else if (type instanceof Type.Dictionary map) {
            AvroLayout part = position(map.value(), name, namespace);
            return new AvroLayout(
                    Schema.createMap(part.schema()), DataTypes.createMapType(map.key(), part.columns(), true));
        }
        return new AvroLayout(SchemaConverters.toAvroType(type.spark(), false, name, namespace), type.spark());
    }

    private static AvroLayout record(Type.Struct struct, String name, String namespace) {
        String inner = namespace.isEmpty() ? name : namespace + "." + name;
        List<Schema.Field> fields = new ArrayList<>();
        StructType columns = new StructType();
        for (Map.Entry<String, Shape> field : struct.fields().entrySet()) {
            AvroLayout part = position(field.getValue(), field.getKey(), inner);
            fields.add(new Schema.Field(field.getKey(), part.schema()));
            columns = columns.add(field.getKey(), part.columns());
        }
        return new AvroLayout(Schema.createRecord(name, null, namespace, false, fields), columns);
    }
}
