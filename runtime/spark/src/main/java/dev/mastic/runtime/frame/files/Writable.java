package dev.mastic.runtime.frame.files;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import dev.mastic.runtime.frame.FieldPath;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Frames made such that a format can hold them. */
final class Writable {

    private Writable() {}

    /** Columnar files have no type for a field that holds nothing but null: it is left out. */
    static Frame withoutNulls(Frame frame) {
        List<FieldPath> nulls = new ArrayList<>();
        find(List.of(), frame.schema(), nulls);
        return nulls.isEmpty() ? frame : frame.dropFields(nulls);
    }

    private static void find(List<FieldPath.Step> above, Type type, List<FieldPath> nulls) {
        if (type instanceof Type.Struct struct) {
            struct.fields().forEach((name, shape) -> {
                List<FieldPath.Step> steps = new ArrayList<>(above);
                steps.add(new FieldPath.Step(name, false));
                if (holdsNothing(shape)) {
                    nulls.add(new FieldPath(steps));
                } else {
                    shape.alternatives().forEach(one -> find(steps, one, nulls));
                }
            });
        } else if (type instanceof Type.Array array) {
            array.element().alternatives().forEach(one -> find(above, one, nulls));
        }
    }

    private static boolean holdsNothing(Shape shape) {
        return shape.alternatives().stream()
                .allMatch(type -> (type instanceof Type.Array array && holdsNothing(array.element()))
                        || (type instanceof Type.Dictionary map && holdsNothing(map.value())));
    }

    /** A line of CSV has text only: records, arrays and choices become their JSON or their text. */
    static Frame flat(Frame frame, List<String> partitionKeys) {
        Frame resolved = frame.resolveAll("cast:string");
        List<Column> columns = new ArrayList<>();
        resolved.schema().fields().forEach((name, shape) -> {
            Column column = resolved.rows().col(FieldPath.column(name));
            boolean atom = shape.alternatives().stream().allMatch(Type.Atom.class::isInstance);
            if (shape.isNull()) {
                column = lit(null).cast(DataTypes.StringType);
            } else if (!atom && !partitionKeys.contains(name)) {
                column = to_json(column);
            }
            columns.add(column.as(name));
        });
        return Frame.of(resolved.rows().select(columns.toArray(Column[]::new)));
    }
}
