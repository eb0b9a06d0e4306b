package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import scala.Option;

/** A position of a frame: the expression that computes it and the shape of what it computes. */
record Value(Column column, Shape shape) {

    /** One alternative of a position, with the expression that is null unless the position holds that alternative. */
    record Alternative(Column column, Type type) {}

    static Value of(Alternative alternative, Presence presence) {
        return new Value(alternative.column(), new Shape(List.of(alternative.type()), presence));
    }

    /** The position at the end of a path through records; empty where no record has it. */
    static Optional<Value> find(Map<String, Value> fields, FieldPath path) {
        Optional<Value> found = Optional.empty();
        Map<String, Value> parts = fields;
        for (FieldPath.Step step : path.steps()) {
            Optional<Value> record = found;
            found = Optional.ofNullable(parts.get(step.name()))
                    .map(value -> record.map(value::within).orElse(value));
            parts = found.map(Value::fields).orElse(Map.of());
        }
        return found;
    }

    /** This position as seen from outside the record that it is in. */
    Value within(Value record) {
        return new Value(column, shape.within(record.shape));
    }

    /** This position where the records of another lack their field. */
    Value asAbsentAs(Value other) {
        return new Value(column, shape.marked(other.shape.mark()));
    }

    /** The column at the end of a way of names, of fields of records and of alternatives of choices. */
    static Optional<Column> find(Map<String, Value> fields, List<String> names) {
        Value value = fields.get(names.get(0));
        for (String name : names.subList(1, names.size())) {
            if (value == null) {
                return Optional.empty();
            }
            Value parent = value;
            value = value.shape().isChoice()
                    ? value.alternative(name)
                            .map(one -> of(one, parent.shape().presence()))
                            .orElse(null)
                    : value.fields().get(name);
        }
        return Optional.ofNullable(value).map(Value::column);
    }

    List<Alternative> alternatives() {
        if (!shape.isChoice()) {
            return shape.alternatives().stream()
                    .map(type -> new Alternative(column, type))
                    .toList();
        }
        List<Alternative> all = new ArrayList<>();
        for (Type type : shape.alternatives()) {
            all.add(new Alternative(part(column, all.size(), type.name()), type));
        }
        return all;
    }

    // By place, because Spark finds a field by its name in any case, and a record may have two that differ in nothing
    // else.
    private static Column part(Column struct, int at, String name) {
        return new Column(new GetStructField(struct.expr(), at, Option.apply(name)));
    }

    Optional<Alternative> alternative(String name) {
        return alternatives().stream()
                .filter(one -> one.type().name().equals(name))
                .findFirst();
    }

    /** The fields of the record that this position may hold; empty when it never does. */
    Map<String, Value> fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        alternative("struct")
                .ifPresent(record -> ((Type.Struct) record.type())
                        .fields()
                        .forEach((name, part) ->
                                fields.put(name, new Value(part(record.column(), fields.size(), name), part))));
        return fields;
    }

    /** This position with other alternatives in place of its own; empty when none is left. */
    Optional<Value> with(List<Alternative> replaced) {
        if (replaced.isEmpty()) {
            return Optional.empty();
        }
        List<Type> types = replaced.stream().map(Alternative::type).toList();
        Shape changed = new Shape(types, shape.presence(), shape.tentative() && types.size() > 1, shape.mark());
        return Optional.of(of(replaced, changed, column.isNotNull()));
    }

    /** A position that holds whichever of some alternatives has a value, of which at most one does. */
    static Value anyOf(List<Alternative> alternatives, Presence presence) {
        if (alternatives.isEmpty()) {
            return new Value(lit(null), Shape.nothing().with(presence));
        }
        Column present = lit(false);
        for (Alternative one : alternatives) {
            present = present.or(one.column().isNotNull());
        }
        List<Type> types = alternatives.stream().map(Alternative::type).toList();
        return of(alternatives, new Shape(types, presence), present);
    }

    /** A position that holds whichever of some alternatives has a value; of those of one type the first that has one. */
    static Value firstOf(List<Alternative> alternatives, Presence presence) {
        Map<String, Alternative> byType = new LinkedHashMap<>();
        alternatives.forEach(one -> byType.merge(one.type().name(), one, Value::either));
        return anyOf(List.copyOf(byType.values()), presence);
    }

    private static Alternative either(Alternative first, Alternative second) {
        Type merged = Shape.of(first.type())
                .merge(Shape.of(second.type()))
                .alternatives()
                .get(0);
        Column column = coalesce(Conform.alternative(first, merged), Conform.alternative(second, merged));
        return new Alternative(column, merged);
    }

    private static Value of(List<Alternative> alternatives, Shape shape, Column present) {
        if (!shape.isChoice()) {
            return new Value(alternatives.get(0).column(), shape);
        }
        List<Type> types = alternatives.stream().map(Alternative::type).toList();
        Column[] parts = shape.alternatives().stream()
                .map(type -> alternatives.get(types.indexOf(type)).column().as(type.name()))
                .toArray(Column[]::new);
        return new Value(when(present, struct(parts)), shape);
    }

    /** This position with the fields of its record changed; a record without fields is no longer an alternative. */
    Optional<Value> changeFields(UnaryOperator<Map<String, Value>> change) {
        List<Alternative> changed = new ArrayList<>();
        for (Alternative one : alternatives()) {
            if (one.type() instanceof Type.Struct) {
                Map<String, Value> fields = change.apply(fields());
                if (!fields.isEmpty()) {
                    changed.add(record(fields, one.column().isNotNull()));
                }
            } else {
                changed.add(one);
            }
        }
        return with(changed);
    }

    /** This position with the elements of its array changed; an array whose elements vanish is no longer an alternative. */
    Optional<Value> changeElements(Function<Value, Optional<Value>> change) {
        List<Alternative> changed = new ArrayList<>();
        for (Alternative one : alternatives()) {
            if (one.type() instanceof Type.Array array) {
                // transform() calls the function once, at once, with the variable that stands for the element.
                List<Shape> shapes = new ArrayList<>();
                Column elements = transform(one.column(), element -> {
                    Optional<Value> value = change.apply(new Value(element, array.element()));
                    value.ifPresent(some -> shapes.add(some.shape()));
                    return value.map(Value::column).orElse(element);
                });
                shapes.forEach(shape -> changed.add(new Alternative(elements, new Type.Array(shape))));
            } else {
                changed.add(one);
            }
        }
        return with(changed);
    }

    /** A record of these fields where {@code present} holds, null elsewhere. */
    static Alternative record(Map<String, Value> fields, Column present) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        fields.forEach((name, value) -> {
            shapes.put(name, value.shape());
            columns.add(value.column().as(name));
        });
        Column record = struct(columns.toArray(Column[]::new));
        return new Alternative(when(present, record), new Type.Struct(shapes));
    }

    /** This position in another shape that has at least its alternatives. */
    Column conform(Shape target) {
        if (shape.spark().equals(target.spark())) {
            return column;
        } else if (shape.isNull()) {
            return lit(null).cast(target.spark());
        } else if (!target.isChoice()) {
            return Conform.alternative(
                    alternatives().get(0), target.alternatives().get(0));
        }
        List<Column> parts = new ArrayList<>();
        for (Type type : target.alternatives()) {
            Column part = alternative(type.name())
                    .map(one -> Conform.alternative(one, type))
                    .orElseGet(() -> lit(null).cast(type.spark()));
            parts.add(part.as(type.name()));
        }
        return when(column.isNotNull(), struct(parts.toArray(Column[]::new)));
    }
}
