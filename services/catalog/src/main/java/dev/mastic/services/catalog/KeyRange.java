package dev.mastic.services.catalog;

import dev.mastic.services.catalog.expression.Condition;
import dev.mastic.services.catalog.expression.SortableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of sort keys that holds every partition a condition can accept, and perhaps others.
 *
 * @param after every sort key of the stretch is greater
 * @param below every sort key of the stretch is less, when it has an end
 */
record KeyRange(String after, Optional<String> below) {
    static final KeyRange EVERYTHING = new KeyRange("", Optional.empty());

    // The next character after the separator: less than it are the keys that continue with what stands before it.
    private static final char AFTER_SEPARATOR = PartitionCode.SEPARATOR + 1;

    /** Follows the keys from the first on while they are fixed to one value; the next one may bring bounds. */
    static KeyRange of(Condition condition) {
        List<Condition> required = new ArrayList<>();
        addRequired(condition, required);
        StringBuilder prefix = new StringBuilder();
        for (int key = 0; ; key++) {
            Bounds bounds = Bounds.of(key, required);
            if (!bounds.isOneValue()) {
                return range(prefix.toString(), bounds);
            }
            prefix.append(PartitionCode.part(bounds.low().orElseThrow()));
        }
    }

    /** The stretch from the given sort key on. */
    KeyRange from(String sortKey) {
        return new KeyRange(SortableText.compare(sortKey, after) > 0 ? sortKey : after, below);
    }

    private static KeyRange range(String prefix, Bounds bounds) {
        String first = prefix + bounds.low().map(PartitionCode::part).orElse("");
        String last = prefix + bounds.high().map(PartitionCode::part).orElse("");
        // Without its separator a part is less than every key that begins with it.
        return new KeyRange(
                withoutSeparator(first),
                last.isEmpty() ? Optional.empty() : Optional.of(withoutSeparator(last) + AFTER_SEPARATOR));
    }

    private static String withoutSeparator(String parts) {
        return parts.isEmpty() ? parts : parts.substring(0, parts.length() - 1);
    }

    private static void addRequired(Condition condition, List<Condition> required) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> addRequired(part, required));
        } else {
            required.add(condition);
        }
    }

    /** The least and the greatest sortable text that a key may have. */
    private record Bounds(Optional<String> low, Optional<String> high) {
        static Bounds of(int key, List<Condition> required) {
            Bounds bounds = new Bounds(Optional.empty(), Optional.empty());
            for (Condition condition : required) {
                if (condition instanceof Condition.Comparison comparison && comparison.key() == key) {
                    bounds = bounds.and(of(comparison));
                } else if (condition instanceof Condition.Membership membership && membership.key() == key) {
                    bounds = bounds.and(new Bounds(
                            membership.literals().stream().min(SortableText::compare),
                            membership.literals().stream().max(SortableText::compare)));
                }
            }
            return bounds;
        }

        boolean isOneValue() {
            return low.isPresent() && low.equals(high);
        }

        private static Bounds of(Condition.Comparison comparison) {
            Optional<String> literal = Optional.of(comparison.literal());
            return switch (comparison.operator()) {
                case EQUAL -> new Bounds(literal, literal);
                case NOT_EQUAL -> new Bounds(Optional.empty(), Optional.empty());
                case LESS, LESS_OR_EQUAL -> new Bounds(Optional.empty(), literal);
                case GREATER, GREATER_OR_EQUAL -> new Bounds(literal, Optional.empty());
            };
        }

        private Bounds and(Bounds other) {
            return new Bounds(tighter(low, other.low, 1), tighter(high, other.high, -1));
        }

        private static Optional<String> tighter(Optional<String> one, Optional<String> other, int sign) {
            if (one.isEmpty() || other.isEmpty()) {
                return one.or(() -> other);
            }
            return sign * SortableText.compare(one.orElseThrow(), other.orElseThrow()) >= 0 ? one : other;
        }
    }
}
