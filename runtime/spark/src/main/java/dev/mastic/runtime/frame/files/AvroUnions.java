package dev.mastic.runtime.frame.files;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.Presence;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The unions of Avro as choices. Spark's reader makes structs of them, with a field for each member, by place. */
final class AvroUnions {

    /** A column, and what is in it. */
    private record Part(Column column, Shape shape) {}

    private AvroUnions() {}

    /** Rows that Spark has read by a schema, with its unions as choices; a frame without any keeps its columns as they are. */
    static Frame choices(Dataset<Row> rows, Schema schema) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        for (Attribute attribute : Interop.list(rows.queryExecution().analyzed().output())) {
            Schema.Field field = schema.getField(attribute.name());
            Column column = new Column(attribute);
            Part part = field == null
                    ? plain(column, attribute.dataType())
                    : part(column, field.schema(), attribute.dataType());
            shapes.put(attribute.name(), part.shape());
            columns.add(part.column().as(attribute.name()));
        }
        return Frame.of(rows.select(columns.toArray(Column[]::new)), new Type.Struct(shapes));
    }

    private static Part plain(Column column, DataType type) {
        return new Part(column, Shape.of(type, Presence.NULLABLE));
    }

    private static Part part(Column column, Schema schema, DataType type) {
        if (!hasChoice(schema)) {
            return plain(column, type);
        }
        return switch (schema.getType()) {
            case RECORD -> record(column, schema, (StructType) type);
            case ARRAY -> array(column, schema, (ArrayType) type);
            case MAP -> map(column, schema, (MapType) type);
            case UNION -> union(column, members(schema), type);
            default -> plain(column, type);
        };
    }

    private static List<Schema> members(Schema union) {
        return union.getTypes().stream()
                .filter(member -> member.getType() != Schema.Type.NULL)
                .toList();
    }

    private static boolean hasChoice(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().anyMatch(field -> hasChoice(field.schema()));
            case ARRAY -> hasChoice(schema.getElementType());
            case MAP -> hasChoice(schema.getValueType());
            case UNION -> members(schema).size() > 1 || members(schema).stream().anyMatch(AvroUnions::hasChoice);
            default -> false;
        };
    }

    private static Part record(Column column, Schema schema, StructType type) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        for (StructField field : type.fields()) {
            Part part = part(
                    column.getField(field.name()), schema.getField(field.name()).schema(), field.dataType());
            shapes.put(field.name(), part.shape());
            columns.add(part.column().as(field.name()));
        }
        Column rebuilt = when(column.isNotNull(), struct(columns.toArray(Column[]::new)));
        return new Part(rebuilt, Shape.of(new Type.Struct(shapes)));
    }

    private static Part array(Column column, Schema schema, ArrayType type) {
        List<Shape> shape = new ArrayList<>();
        Column elements = transform(column, element -> {
            Part part = part(element, schema.getElementType(), type.elementType());
            shape.add(part.shape());
            return part.column();
        });
        return new Part(elements, Shape.of(new Type.Array(shape.get(0))));
    }

    private static Part map(Column column, Schema schema, MapType type) {
        List<Shape> shape = new ArrayList<>();
        Column values = transform_values(column, (key, value) -> {
            Part part = part(value, schema.getValueType(), type.valueType());
            shape.add(part.shape());
            return part.column();
        });
        return new Part(values, Shape.of(new Type.Dictionary(DataTypes.StringType, shape.get(0))));
    }

    private static Part union(Column column, List<Schema> members, DataType type) {
        if (members.size() == 1) {
            return part(column, members.get(0), type);
        }
        if (!(type instanceof StructType places) || places.size() != members.size()) {
            // Numbers of two widths: Spark reads them as the wider one.
            return plain(column, type);
        }
        Map<String, Part> alternatives = new TreeMap<>();
        for (int i = 0; i < members.size(); i++) {
            StructField field = places.fields()[i];
            Part part = part(column.getField(field.name()), members.get(i), field.dataType());
            alternatives.put(part.shape().alternatives().get(0).name(), part);
        }
        if (alternatives.size() < members.size()) {
            // Two members of one name, such as two records, are told apart by their place only.
            return plain(column, type);
        }
        Shape shape = new Shape(
                alternatives.values().stream()
                        .map(part -> part.shape().alternatives().get(0))
                        .toList(),
                Presence.NULLABLE);
        Column[] parts = alternatives.entrySet().stream()
                .map(one -> one.getValue().column().as(one.getKey()))
                .toArray(Column[]::new);
        return new Part(when(column.isNotNull(), struct(parts)), shape);
    }
}
