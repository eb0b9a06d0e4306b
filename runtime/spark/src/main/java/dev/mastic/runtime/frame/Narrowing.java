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
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * Values in the types that they were seen to have, where the schema allows more: what the way through a function of Python does
 * to a record. Integers are int where they fit and long where not, fractions are double, fields that no record has are gone.
 */
final class Narrowing {

    private static final Set<String> INTEGERS = Set.of("byte", "short", "int", "long");
    private static final Set<String> FRACTIONS = Set.of("float", "double");

    private Narrowing() {}

    static Map<String, Value> fields(Map<String, Value> fields, Type.Struct seen) {
        Map<String, Value> narrowed = new LinkedHashMap<>();
        seen.fields().forEach((name, shape) -> {
            Value value = fields.get(name);
            narrowed.put(name, new Value(value == null ? nothing(shape) : column(value, shape), shape));
        });
        return narrowed;
    }

    private static Column nothing(Shape shape) {
        return lit(null).cast(shape.spark());
    }

    private static Column column(Value value, Shape seen) {
        if (seen.isNull()) {
            return nothing(seen);
        } else if (!seen.isChoice()) {
            return alternative(value, seen.alternatives().get(0), seen);
        }
        Column[] parts = seen.alternatives().stream()
                .map(type -> alternative(value, type, seen).as(type.name()))
                .toArray(Column[]::new);
        return when(value.column().isNotNull(), struct(parts));
    }

    private static Column alternative(Value value, Type type, Shape seen) {
        List<Column> parts = new ArrayList<>();
        for (Value.Alternative one : value.alternatives()) {
            part(one, type, seen).ifPresent(parts::add);
        }
        return switch (parts.size()) {
            case 0 -> lit(null).cast(type.spark());
            case 1 -> parts.get(0);
            default -> coalesce(parts.toArray(Column[]::new));
        };
    }

    private static Optional<Column> part(Value.Alternative from, Type to, Shape seen) {
        String source = from.type().name();
        if (to.name().equals("int") && INTEGERS.contains(source)) {
            Column small = from.column().cast(to.spark());
            return Optional.of(source.equals("long") ? when(fits(from.column()), small) : small);
        } else if (to.name().equals("long") && source.equals("long")) {
            boolean alsoInt = seen.alternative("int").isPresent();
            return Optional.of(alsoInt ? when(fits(from.column()).unary_$bang(), from.column()) : from.column());
        } else if (to.name().equals("double") && FRACTIONS.contains(source)) {
            return Optional.of(from.column().cast(to.spark()));
        } else if (!to.name().equals(source)) {
            return Optional.empty();
        } else if (to instanceof Type.Struct record) {
            List<Column> columns = new ArrayList<>();
            fields(Value.of(from, Presence.NULLABLE).fields(), record)
                    .forEach((name, part) -> columns.add(part.column().as(name)));
            return Optional.of(when(from.column().isNotNull(), struct(columns.toArray(Column[]::new))));
        } else if (to instanceof Type.Array array && from.type() instanceof Type.Array declared) {
            return Optional.of(transform(
                    from.column(), element -> column(new Value(element, declared.element()), array.element())));
        }
        return Optional.of(Casts.atom(from.column(), from.type().spark(), to.spark()));
    }

    private static Column fits(Column number) {
        return number.between(lit((long) Integer.MIN_VALUE), lit((long) Integer.MAX_VALUE));
    }
}
