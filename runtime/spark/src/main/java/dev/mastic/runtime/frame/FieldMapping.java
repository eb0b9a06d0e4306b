package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** ApplyMapping: only mapped fields survive, in the order of their first mention; a source that no record has maps to nothing. */
final class FieldMapping {

    private final Map<String, Value> source;
    private final boolean caseSensitive;

    FieldMapping(Map<String, Value> source, boolean caseSensitive) {
        this.source = source;
        this.caseSensitive = caseSensitive;
    }

    Map<String, Value> apply(List<Mapping> mappings) {
        Target root = new Target();
        for (Mapping mapping : mappings) {
            find(mapping.source()).ifPresent(value -> root.put(mapping.target().steps(), cast(value, mapping)));
        }
        return root.fields();
    }

    private Optional<Value> find(FieldPath path) {
        Map<String, Value> fields = source;
        Optional<Value> found = Optional.empty();
        for (FieldPath.Step step : path.steps()) {
            Optional<Value> record = found;
            found = field(fields, step.name())
                    .map(value -> record.map(value::within).orElse(value));
            if (found.isEmpty()) {
                return found;
            }
            fields = found.orElseThrow().fields();
        }
        return found;
    }

    private Optional<Value> field(Map<String, Value> fields, String name) {
        Value exact = fields.get(name);
        if (exact != null || caseSensitive) {
            return Optional.ofNullable(exact);
        }
        return fields.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(fields::get);
    }

    private static Value cast(Value value, Mapping mapping) {
        String targetType = mapping.targetType().orElse("choice");
        if (TypeNames.isWhole(targetType)) {
            return value;
        }
        return Casts.cast(declared(value, mapping), TypeNames.parse(targetType));
    }

    /**
     * The alternatives of a choice that the mapping names as its source. Of numbers these are all that the declared type holds:
     * Glue tells int from long by the size of each value, and a script that declares long means both.
     */
    private static Value declared(Value value, Mapping mapping) {
        String declared = mapping.sourceType().orElse("choice");
        if (!value.shape().isChoice() || TypeNames.isWhole(declared)) {
            return value;
        }
        Type type = new Type.Atom(TypeNames.parse(declared));
        if (value.alternative(type.name()).isEmpty()) {
            return value;
        }
        List<Value.Alternative> fitting = value.alternatives().stream()
                .filter(one -> TypeNames.holds(type.name(), one.type().name()))
                .toList();
        return value.with(fitting).orElse(value);
    }

    /** A place in the record that mappings build: a value or a record of places. */
    private static final class Target {
        private final Map<String, Target> children = new LinkedHashMap<>();
        private @Nullable Value value;

        void put(List<FieldPath.Step> steps, Value mapped) {
            if (steps.isEmpty()) {
                children.clear();
                value = mapped;
                return;
            }
            value = null;
            children.computeIfAbsent(steps.get(0).name(), name -> new Target())
                    .put(steps.subList(1, steps.size()), mapped);
        }

        Map<String, Value> fields() {
            Map<String, Value> fields = new LinkedHashMap<>();
            children.forEach((name, child) -> fields.put(name, child.value()));
            return fields;
        }

        private Value value() {
            if (value != null) {
                return value;
            }
            Map<String, Value> fields = fields();
            Column any = lit(false);
            for (Value field : fields.values()) {
                any = any.or(field.column().isNotNull());
            }
            return Value.of(Value.record(fields, any), Presence.NULLABLE);
        }
    }
}
