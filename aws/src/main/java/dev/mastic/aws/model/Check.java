package dev.mastic.aws.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Holds a value against everything its shape demands. */
interface Check {
    String NOT_NULL = "Member must not be null";

    void apply(Object value, Path path, Violations violations);

    /** For shapes that demand nothing, inside neither. */
    Check NOTHING = (value, path, violations) -> {};

    /** A string, number or blob. */
    record Scalar(List<Rule> rules, boolean sensitive) implements Check {
        @Override
        public void apply(Object value, Path path, Violations violations) {
            for (Rule rule : rules) {
                if (!rule.allows(value)) {
                    violations.add(path, Violations.shown(value, sensitive), rule.demand());
                }
            }
        }

        boolean allows(@Nullable Object value) {
            return value != null && rules.stream().allMatch(rule -> rule.allows(value));
        }

        String demands() {
            return String.join(", ", rules.stream().map(Rule::demand).toList());
        }
    }

    /** A list: its length, and its items. AWS names a list of scalars once, a list of structures item by item. */
    record Items(List<Rule> rules, Check item, boolean sensitive) implements Check {
        @Override
        public void apply(Object value, Path path, Violations violations) {
            List<?> items = (List<?>) value;
            new Scalar(rules, sensitive).apply(items, path, violations);
            if (item instanceof Scalar scalar) {
                if (!items.stream().allMatch(scalar::allows)) {
                    String demand = "Member must satisfy constraint: [" + scalar.demands() + ", " + NOT_NULL + "]";
                    violations.add(path, Violations.shown(items, sensitive || scalar.sensitive()), demand);
                }
                return;
            }
            int position = 1;
            for (Object each : items) {
                applyOrRefuseNull(item, each, path.item(position), violations);
                position++;
            }
        }
    }

    /** A map: its size, its keys and its values. */
    record Entries(List<Rule> rules, Check key, Check value, boolean sensitive) implements Check {
        @Override
        public void apply(Object found, Path path, Violations violations) {
            Map<?, ?> entries = (Map<?, ?>) found;
            new Scalar(rules, sensitive).apply(entries, path, violations);
            if (key instanceof Scalar scalar && !entries.keySet().stream().allMatch(scalar::allows)) {
                String demand = "Map keys must satisfy constraint: [" + scalar.demands() + "]";
                violations.add(path, shown(entries), demand);
            }
            if (value instanceof Scalar scalar) {
                if (!entries.values().stream().allMatch(scalar::allows)) {
                    String demand = "Map value must satisfy constraint: [" + scalar.demands() + "]";
                    violations.add(path, shown(entries), demand);
                }
                return;
            }
            entries.forEach((name, each) -> applyOrRefuseNull(value, each, path.entry(name.toString()), violations));
        }

        private String shown(Map<?, ?> entries) {
            return Violations.shown(entries, sensitive || (value instanceof Scalar scalar && scalar.sensitive()));
        }
    }

    /** A structure: its required members, and what each demands. */
    final class Structure implements Check {
        private final ShapeModel shape;
        private final CheckTable table;
        private volatile List<Member> members = List.of();
        private volatile boolean resolved;

        Structure(ShapeModel shape, CheckTable table) {
            this.shape = shape;
            this.table = table;
        }

        @Override
        public void apply(Object value, Path path, Violations violations) {
            for (Member member : members((SdkPojo) value)) {
                Object found = given(member.field().getValueOrDefault(value));
                int before = violations.count();
                if (found != null) {
                    member.check().apply(found, path.to(member.name()), violations);
                } else if (member.required()) {
                    violations.add(path.to(member.name()), " null", NOT_NULL);
                }
                if (member.inPayload() && path.isRoot() && violations.count() > before) {
                    violations.markPayload();
                }
            }
        }

        /** The SDK gives an empty list or map of a kind of its own for a member that nobody set. */
        private static @Nullable Object given(@Nullable Object value) {
            return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap ? null : value;
        }

        // Resolved from the first value seen: only an SDK object knows its fields, and shapes refer to each other in
        // circles.
        private List<Member> members(SdkPojo value) {
            if (!resolved) {
                List<Member> found = new ArrayList<>();
                for (SdkField<?> field : value.sdkFields()) {
                    // The SDK renames a few members (CopyObject's Bucket is DestinationBucket), never what the wire
                    // calls them.
                    String name =
                            shape.members().containsKey(field.memberName()) ? field.memberName() : field.locationName();
                    MemberModel model = shape.members().get(name);
                    if (model != null) {
                        Check check = table.of(model.shape());
                        boolean required = shape.required().contains(name);
                        if (required || check != NOTHING) {
                            found.add(new Member(field, name, required, check, model.location() == null));
                        }
                    }
                }
                members = List.copyOf(found);
                resolved = true;
            }
            return members;
        }

        private record Member(SdkField<?> field, String name, boolean required, Check check, boolean inPayload) {}
    }

    private static void applyOrRefuseNull(Check check, @Nullable Object value, Path path, Violations violations) {
        if (value == null) {
            violations.add(path, " null", NOT_NULL);
        } else {
            check.apply(value, path, violations);
        }
    }
}
