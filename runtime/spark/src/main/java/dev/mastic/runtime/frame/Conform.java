package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/** Expressions that bring a value into a wider schema, so that frames of different schemas can be put together. */
final class Conform {

    private Conform() {}

    static Column alternative(Value.Alternative from, Type to) {
        Column column = from.column();
        if (from.type().spark().equals(to.spark())) {
            return column;
        } else if (to instanceof Type.Struct target) {
            Map<String, Value> fields = Value.of(from, Presence.NULLABLE).fields();
            return when(column.isNotNull(), struct(fields(fields, target)));
        } else if (to instanceof Type.Array target && from.type() instanceof Type.Array source) {
            return transform(column, element -> new Value(element, source.element()).conform(target.element()));
        } else if (to instanceof Type.Dictionary target && from.type() instanceof Type.Dictionary source) {
            return transform_values(column, (key, value) -> new Value(value, source.value()).conform(target.value()));
        }
        return Casts.atom(column, from.type().spark(), to.spark());
    }

    /** The columns of a schema, taken from these fields, null where there is none. */
    static Column[] fields(Map<String, Value> fields, Type.Struct target) {
        List<Column> columns = new ArrayList<>();
        target.fields().forEach((name, shape) -> {
            Value value = fields.get(name);
            Column column = value == null ? lit(null).cast(shape.spark()) : value.conform(shape);
            columns.add(column.as(name));
        });
        return columns.toArray(Column[]::new);
    }
}
