package dev.mastic.services.catalog;

import dev.mastic.services.catalog.expression.Condition;
import java.util.Optional;

/**
 * Which partitions are wanted.
 *
 * @param condition what their values must fulfil
 * @param segment which part of the table
 * @param after the sort key that the page begins after
 * @param limit how many, at most
 */
record PartitionQuery(Optional<Condition> condition, Optional<Segment> segment, Optional<String> after, int limit) {
    /**
     * One of several disjoint parts that together are the whole table.
     *
     * @param number from 0
     * @param total how many parts there are
     */
    record Segment(int number, int total) {
        boolean holds(PartitionCode code) {
            return code.segment() % total == number;
        }
    }
}
