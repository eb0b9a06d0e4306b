package dev.mastic.services.metrics.math;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Values over time.
 *
 * @param label what clients show for it
 * @param periodSeconds between two values, where none is missing
 * @param points values by the start of their period, in epoch seconds
 */
public record Series(String label, int periodSeconds, NavigableMap<Long, Double> points) {
    public Series {
        requireNonNull(label, "label");
        points = Collections.unmodifiableNavigableMap(new TreeMap<>(points));
    }

    public Series labelled(String text) {
        return new Series(text, periodSeconds, points);
    }

    Series with(NavigableMap<Long, Double> others) {
        return new Series(label, periodSeconds, others);
    }

    Series each(DoubleUnaryOperator change) {
        NavigableMap<Long, Double> changed = new TreeMap<>();
        points.forEach((time, value) -> changed.put(time, change.applyAsDouble(value)));
        return with(changed);
    }
}
