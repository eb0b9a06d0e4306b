package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Text columns under the types that a table declares. Glue reads a value as the type of its column where it can and keeps the
 * text where it cannot, so the column may be a choice. Whether it is, nobody looks before somebody needs to know.
 */
public final class TypedText {

    private TypedText() {}

    /** Rows whose columns of these names are text; further columns stay as they are. */
    public static Frame frame(Dataset<Row> rows, StructType declared) {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (StructField field : declared.fields()) {
            types.put(field.name(), field.dataType());
        }
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        for (Attribute attribute : Interop.list(rows.queryExecution().analyzed().output())) {
            DataType type = types.get(attribute.name());
            Column column = new Column(attribute);
            Value value = type == null
                    ? new Value(column, Shape.of(attribute.dataType(), Presence.NULLABLE))
                    : value(column, type);
            shapes.put(attribute.name(), value.shape());
            columns.add(value.column().as(attribute.name()));
        }
        return Frame.of(rows.select(columns.toArray(Column[]::new)), new Type.Struct(shapes));
    }

    private static Value value(Column text, DataType type) {
        Type declared = new Type.Atom(type);
        Type otherwise = new Type.Atom(DataTypes.StringType);
        // Records and arrays have no form in CSV: their columns are text.
        if (type instanceof StringType
                || !(Shape.of(type, Presence.NULLABLE).alternatives().get(0) instanceof Type.Atom)) {
            return new Value(coalesce(text, lit("")), new Shape(List.of(otherwise), Presence.ALWAYS));
        }
        Column parsed = Casts.atom(text, DataTypes.StringType, type);
        Shape shape = new Shape(List.of(declared, otherwise), Presence.NULLABLE, true);
        Column[] parts = shape.alternatives().stream()
                .map(one -> (one.equals(declared) ? parsed : when(parsed.isNull(), text)).as(one.name()))
                .toArray(Column[]::new);
        // A field without characters is no value of the type: null, as in Athena.
        return new Value(when(text.notEqual(""), struct(parts)), shape);
    }
}
