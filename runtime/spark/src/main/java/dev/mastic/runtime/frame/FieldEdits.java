package dev.mastic.runtime.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Dropping, selecting and renaming of fields: paths go into records and into arrays of records, unknown ones change nothing. */
final class FieldEdits {

    private FieldEdits() {}

    static Map<String, Value> drop(Map<String, Value> fields, List<FieldPath> paths) {
        return dropSteps(fields, paths.stream().map(FieldPath::steps).toList());
    }

    private static Map<String, Value> dropSteps(Map<String, Value> fields, List<List<FieldPath.Step>> paths) {
        Map<String, Value> kept = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            List<List<FieldPath.Step>> below = below(paths, name);
            if (below.isEmpty()) {
                kept.put(name, value);
            } else if (below.stream().noneMatch(List::isEmpty)) {
                deeper(value, inner -> inner.changeFields(parts -> dropSteps(parts, below)))
                        .ifPresent(rest -> kept.put(name, rest));
            }
        });
        return kept;
    }

    /** The paths of fields that are null in all records, also inside records and arrays of records. */
    static List<FieldPath> nulls(Type.Struct schema) {
        List<FieldPath> found = new ArrayList<>();
        schema.fields().forEach((name, shape) -> {
            List<FieldPath.Step> here = List.of(new FieldPath.Step(name, false));
            if (shape.isNull()) {
                found.add(new FieldPath(here));
            } else {
                inner(shape).ifPresent(struct -> nulls(struct).forEach(path -> found.add(path.under(here))));
            }
        });
        return found;
    }

    private static Optional<Type.Struct> inner(Shape shape) {
        boolean array = !shape.isChoice() && shape.alternatives().get(0) instanceof Type.Array;
        Shape records = array ? ((Type.Array) shape.alternatives().get(0)).element() : shape;
        return records.isChoice() ? Optional.empty() : records.struct();
    }

    static Map<String, Value> select(Map<String, Value> fields, List<FieldPath> paths) {
        return selectSteps(fields, paths.stream().map(FieldPath::steps).toList());
    }

    private static Map<String, Value> selectSteps(Map<String, Value> fields, List<List<FieldPath.Step>> paths) {
        Map<String, Value> kept = new LinkedHashMap<>();
        for (List<FieldPath.Step> path : paths) {
            String name = path.get(0).name();
            Value value = fields.get(name);
            if (value == null || kept.containsKey(name)) {
                continue;
            }
            List<List<FieldPath.Step>> below = below(paths, name);
            if (below.stream().anyMatch(List::isEmpty)) {
                kept.put(name, value);
            } else {
                deeper(value, inner -> inner.changeFields(parts -> selectSteps(parts, below)))
                        .ifPresent(part -> kept.put(name, part));
            }
        }
        return kept;
    }

    /** What the paths say about the inside of one field; an empty list of steps is the field itself. */
    private static List<List<FieldPath.Step>> below(List<List<FieldPath.Step>> paths, String name) {
        List<List<FieldPath.Step>> below = new ArrayList<>();
        for (List<FieldPath.Step> path : paths) {
            if (path.get(0).name().equals(name)) {
                below.add(path.subList(1, path.size()));
            }
        }
        return below;
    }

    /** A change of the record that a position holds, directly or as the elements of its array. */
    private static Optional<Value> deeper(Value value, Function<Value, Optional<Value>> change) {
        return change.apply(value).flatMap(changed -> changed.changeElements(element -> deeper(element, change)));
    }

    static Map<String, Value> rename(Map<String, Value> fields, FieldPath from, FieldPath to) {
        if (from.steps().size() == to.steps().size() && sameParent(from, to)) {
            return renameSteps(fields, from.steps(), to.last());
        }
        return Value.find(fields, from)
                .map(moved -> put(drop(fields, List.of(from)), to, moved))
                .orElse(fields);
    }

    private static boolean sameParent(FieldPath from, FieldPath to) {
        int parent = from.steps().size() - 1;
        return from.steps().subList(0, parent).equals(to.steps().subList(0, parent));
    }

    private static Map<String, Value> renameSteps(Map<String, Value> fields, List<FieldPath.Step> steps, String to) {
        String from = steps.get(0).name();
        if (!fields.containsKey(from) || (steps.size() == 1 && from.equals(to))) {
            return fields;
        }
        Map<String, Value> renamed = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (!name.equals(from)) {
                if (steps.size() > 1 || !name.equals(to)) {
                    renamed.put(name, value);
                }
            } else if (steps.size() == 1) {
                renamed.put(to, value);
            } else {
                List<FieldPath.Step> rest = steps.subList(1, steps.size());
                deeper(value, inner -> inner.changeFields(parts -> renameSteps(parts, rest, to)))
                        .ifPresent(changed -> renamed.put(name, changed));
            }
        });
        return renamed;
    }

    /** The fields with one in place of what is at its path, or behind the others where nothing is. */
    static Map<String, Value> put(Map<String, Value> fields, FieldPath path, Value value) {
        return put(fields, path.steps(), value);
    }

    private static Map<String, Value> put(Map<String, Value> fields, List<FieldPath.Step> steps, Value moved) {
        Map<String, Value> changed = new LinkedHashMap<>(fields);
        String name = steps.get(0).name();
        if (steps.size() == 1) {
            changed.put(name, moved);
            return changed;
        }
        List<FieldPath.Step> rest = steps.subList(1, steps.size());
        Value parent = fields.get(name);
        if (parent != null && parent.shape().struct().isPresent()) {
            parent.changeFields(parts -> put(parts, rest, moved)).ifPresent(value -> changed.put(name, value));
        } else {
            Map<String, Value> inner = put(Map.of(), rest, moved);
            changed.put(name, Value.of(Value.record(inner, moved.column().isNotNull()), Presence.NULLABLE));
        }
        return changed;
    }
}
