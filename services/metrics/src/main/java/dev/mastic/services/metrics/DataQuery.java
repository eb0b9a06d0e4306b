package dev.mastic.services.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One query of a GetMetricData request.
 *
 * @param id by which expressions name it
 * @param reading a statistic of a metric; or else there is an expression
 * @param expression metric math
 * @param label what clients show, with places to fill in
 * @param returned whether the caller wants to see it, and not only use it in another
 */
record DataQuery(
        String id,
        Optional<Reading> reading,
        Optional<String> expression,
        Optional<String> label,
        Visibility returned) {
    DataQuery {
        requireNonNull(id, "id");
        requireNonNull(reading, "reading");
        requireNonNull(expression, "expression");
        requireNonNull(label, "label");
        requireNonNull(returned, "returned");
    }

    /** Whether a result is answered. */
    enum Visibility {
        ANSWERED,
        USED_ONLY
    }

    /** A statistic of a metric, for each period; an empty unit stands for all of them. */
    record Reading(Metric metric, Statistic statistic, int periodSeconds, String unit) {
        Reading {
            requireNonNull(metric, "metric");
            requireNonNull(statistic, "statistic");
            requireNonNull(unit, "unit");
        }
    }
}
