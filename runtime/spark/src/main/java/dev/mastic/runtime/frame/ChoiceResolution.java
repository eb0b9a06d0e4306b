package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** ResolveChoice: what becomes of a position, a choice or not, by the action that a script names for it. */
final class ChoiceResolution {

    private static final String CAST = "cast:";
    private static final String PROJECT = "project:";

    private ChoiceResolution() {}

    /** Whether the action does the same to a position whatever its alternatives turn out to be. */
    static boolean isCast(String action) {
        return action.toLowerCase(Locale.ROOT).startsWith(CAST);
    }

    static Map<String, Value> resolve(Map<String, Value> fields, FieldPath path, String action) {
        if (!action.equalsIgnoreCase("make_cols")) {
            return change(fields, path.steps(), value -> act(value, action));
        } else if (path.endsInElements()) {
            throw new IllegalArgumentException("make_cols on the elements of an array (expected: a field)");
        }
        return split(fields, path.steps());
    }

    /** The type that a table declares for the position at a path; names are matched in any case. */
    static Optional<DataType> declared(StructType table, FieldPath path) {
        DataType type = table;
        for (FieldPath.Step step : path.steps()) {
            Optional<DataType> field = type instanceof StructType struct
                    ? List.of(struct.fields()).stream()
                            .filter(one -> one.name().equalsIgnoreCase(step.name()))
                            .map(StructField::dataType)
                            .findFirst()
                    : Optional.empty();
            if (field.isEmpty()) {
                return field;
            }
            type = field.orElseThrow();
            if (step.elements()) {
                if (!(type instanceof ArrayType array)) {
                    return Optional.empty();
                }
                type = array.elementType();
            }
        }
        return Optional.of(type);
    }

    /** The position at a path in the type that a table declares: atoms are cast, of records and arrays that alternative is taken. */
    static Map<String, Value> conform(Map<String, Value> fields, FieldPath path, DataType declared) {
        Shape shape = Shape.of(declared, Presence.NULLABLE);
        Type type = shape.alternatives().get(0);
        return change(
                fields,
                path.steps(),
                value -> type instanceof Type.Atom
                        ? Casts.cast(value, declared)
                        : value.alternative(type.name())
                                .map(one -> Value.of(one, Presence.NULLABLE))
                                .orElseGet(() -> new Value(lit(null).cast(declared), shape)));
    }

    private static Map<String, Value> change(
            Map<String, Value> fields, List<FieldPath.Step> steps, UnaryOperator<Value> change) {
        FieldPath.Step step = steps.get(0);
        List<FieldPath.Step> rest = steps.subList(1, steps.size());
        Value value = fields.get(step.name());
        if (value == null) {
            return fields;
        }
        Value resolved;
        if (step.elements()) {
            resolved = value.changeElements(element -> Optional.of(inside(element, rest, change)))
                    .orElse(value);
        } else {
            resolved = inside(value, rest, change);
        }
        Map<String, Value> changed = new LinkedHashMap<>(fields);
        changed.put(step.name(), resolved);
        return changed;
    }

    private static Value inside(Value value, List<FieldPath.Step> rest, UnaryOperator<Value> change) {
        return rest.isEmpty()
                ? change.apply(value)
                : value.changeFields(parts -> change(parts, rest, change)).orElse(value);
    }

    /** The fields of a record, or of the records in an array, in which a choice becomes columns. */
    private static Map<String, Value> split(Map<String, Value> fields, List<FieldPath.Step> steps) {
        String name = steps.get(0).name();
        if (steps.size() > 1) {
            UnaryOperator<Map<String, Value>> split = parts -> split(parts, steps.subList(1, steps.size()));
            return change(
                    fields,
                    steps.subList(0, 1),
                    value -> value.changeFields(split).orElse(value));
        }
        Value value = fields.get(name);
        return value == null ? fields : split(fields, name, value);
    }

    private static Value act(Value value, String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        if (lower.startsWith(CAST)) {
            return Casts.cast(value, TypeNames.parse(action.substring(CAST.length())));
        } else if (lower.startsWith(PROJECT)) {
            return value.shape().isChoice()
                    ? project(value, TypeNames.parse(action.substring(PROJECT.length())))
                    : value;
        } else if (lower.equals("make_struct")) {
            // The column of a choice is that struct already: only what it is called changes.
            return value.shape().isChoice()
                    ? new Value(
                                    value.column(),
                                    Shape.of(
                                            value.shape().spark(), value.shape().presence()))
                            .asAbsentAs(value)
                    : value;
        }
        throw new IllegalArgumentException("resolve action \"" + action
                + "\" (expected: cast:TYPE, project:TYPE, make_cols, make_struct or, as a choice, match_catalog)");
    }

    private static Value project(Value value, DataType type) {
        return value.alternative(new Type.Atom(type).name())
                .map(one -> Value.of(
                                one, Presence.of(true, value.shape().presence().missing()))
                        .asAbsentAs(value))
                .orElseGet(() -> new Value(lit(null).cast(type), Shape.of(type, Presence.NULLABLE)));
    }

    /** One column for each alternative: the first in the place of the choice, the others behind all columns. */
    private static Map<String, Value> split(Map<String, Value> fields, String name, Value choice) {
        if (!choice.shape().isChoice()) {
            return fields;
        }
        List<Value.Alternative> alternatives = choice.alternatives();
        Map<String, Value> changed = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (field.equals(name)) {
                put(changed, name, alternatives.get(0));
            } else {
                changed.put(field, value);
            }
        });
        alternatives.subList(1, alternatives.size()).forEach(one -> put(changed, name, one));
        return changed;
    }

    private static void put(Map<String, Value> fields, String name, Value.Alternative one) {
        fields.put(name + "_" + one.type().name(), Value.of(one, Presence.NULLABLE));
    }

    /** The paths of all choices of a schema, also those inside records and arrays. */
    static List<FieldPath> choices(Type.Struct schema) {
        List<FieldPath> found = new ArrayList<>();
        choices(List.of(), schema, found);
        return found;
    }

    private static void choices(List<FieldPath.Step> above, Type.Struct struct, List<FieldPath> found) {
        struct.fields().forEach((name, shape) -> choices(above, name, shape, found));
    }

    private static void choices(List<FieldPath.Step> above, String name, Shape shape, List<FieldPath> found) {
        if (shape.isChoice()) {
            found.add(new FieldPath(append(above, new FieldPath.Step(name, false))));
            return;
        }
        for (Type type : shape.alternatives()) {
            if (type instanceof Type.Struct struct) {
                choices(append(above, new FieldPath.Step(name, false)), struct, found);
            } else if (type instanceof Type.Array array) {
                List<FieldPath.Step> elements = append(above, new FieldPath.Step(name, true));
                if (array.element().isChoice()) {
                    found.add(new FieldPath(elements));
                } else {
                    array.element().struct().ifPresent(struct -> choices(elements, struct, found));
                }
            }
        }
    }

    private static List<FieldPath.Step> append(List<FieldPath.Step> steps, FieldPath.Step step) {
        List<FieldPath.Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return longer;
    }
}
