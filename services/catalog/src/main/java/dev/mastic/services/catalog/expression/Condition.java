package dev.mastic.services.catalog.expression;

import java.util.List;
import java.util.stream.Stream;

/**
 * A condition on the keys of a partition. Keys are meant by their place among the table's keys, and literals are sortable
 * texts of the key's type, see {@link KeyType}.
 */
public sealed interface Condition {
    /** Whether the partition is accepted: a condition that is neither true nor false accepts nothing. */
    default boolean accepts(PartitionRow row) {
        return holds(row) == Truth.TRUE;
    }

    /** The places of the keys that the condition speaks of. */
    Stream<Integer> keys();

    /** Whether the condition is true of the partition. */
    Truth holds(PartitionRow row);

    /** A key against a literal. */
    record Comparison(int key, ComparisonOperator operator, String literal) implements Condition {
        @Override
        public Stream<Integer> keys() {
            return Stream.of(key);
        }

        @Override
        public Truth holds(PartitionRow row) {
            return Truth.of(row.sortable(key).map(value -> operator.accepts(value, literal)));
        }
    }

    /** A key among literals. */
    record Membership(int key, List<String> literals) implements Condition {
        public Membership {
            literals = List.copyOf(literals);
        }

        @Override
        public Stream<Integer> keys() {
            return Stream.of(key);
        }

        @Override
        public Truth holds(PartitionRow row) {
            return Truth.of(row.sortable(key).map(literals::contains));
        }
    }

    /** A text key against a pattern in which {@code %} is any text and {@code _} any character. */
    record Like(int key, String pattern) implements Condition {
        @Override
        public Stream<Integer> keys() {
            return Stream.of(key);
        }

        @Override
        public Truth holds(PartitionRow row) {
            return Truth.of(row.sortable(key).map(value -> LikePattern.matches(pattern, value)));
        }
    }

    /**
     * {@code IS NULL}. It is true of no partition: Hive writes NULL as {@value KeyType#NULL_PARTITION}, and Glue does not
     * take that for NULL (a comment in Trino's metastore client).
     */
    record IsNull(int key) implements Condition {
        @Override
        public Stream<Integer> keys() {
            return Stream.of(key);
        }

        @Override
        public Truth holds(PartitionRow row) {
            return Truth.FALSE;
        }
    }

    /** The opposite. */
    record Not(Condition inner) implements Condition {
        @Override
        public Stream<Integer> keys() {
            return inner.keys();
        }

        @Override
        public Truth holds(PartitionRow row) {
            return inner.holds(row).negated();
        }
    }

    /** Every one of them. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Integer> keys() {
            return parts.stream().flatMap(Condition::keys);
        }

        @Override
        public Truth holds(PartitionRow row) {
            return Truth.allOf(parts.stream().map(part -> part.holds(row)).toList());
        }
    }

    /** At least one of them. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Integer> keys() {
            return parts.stream().flatMap(Condition::keys);
        }

        @Override
        public Truth holds(PartitionRow row) {
            return Truth.anyOf(parts.stream().map(part -> part.holds(row)).toList());
        }
    }
}
