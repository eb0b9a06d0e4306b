package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/** Values in the types that a format has for theirs. Alternatives of a choice that become the same type become one. */
final class AtomCasts {

    private final UnaryOperator<DataType> types;

    AtomCasts(UnaryOperator<DataType> types) {
        this.types = types;
    }

    Value cast(Value value) {
        List<Value.Alternative> cast = value.alternatives().stream()
                .map(one -> alternative(one, value))
                .toList();
        return Value.firstOf(cast, value.shape().presence()).asAbsentAs(value);
    }

    private Value.Alternative alternative(Value.Alternative one, Value value) {
        Column column = one.column();
        if (one.type() instanceof Type.Struct) {
            Map<String, Value> fields = new LinkedHashMap<>();
            value.fields().forEach((name, part) -> fields.put(name, cast(part)));
            return Value.record(fields, column.isNotNull());
        } else if (one.type() instanceof Type.Array array) {
            List<Shape> element = new ArrayList<>();
            Column elements = transform(column, part -> cast(part, array.element(), element));
            return new Value.Alternative(elements, new Type.Array(element.get(0)));
        } else if (one.type() instanceof Type.Dictionary map) {
            List<Shape> part = new ArrayList<>();
            Column values = transform_values(column, (key, entry) -> cast(entry, map.value(), part));
            return new Value.Alternative(values, new Type.Dictionary(map.key(), part.get(0)));
        }
        DataType type = types.apply(one.type().spark());
        return new Value.Alternative(Casts.atom(column, one.type().spark(), type), new Type.Atom(type));
    }

    // Spark calls the functions of transform() once, at once.
    private Column cast(Column part, Shape shape, List<Shape> into) {
        Value value = cast(new Value(part, shape));
        into.add(value.shape());
        return value.column();
    }

    /** Whether any type inside is another afterwards; otherwise nothing is rebuilt. */
    boolean changes(Shape shape) {
        return shape.alternatives().stream()
                .anyMatch(type -> !types.apply(type.spark()).equals(type.spark()));
    }
}
