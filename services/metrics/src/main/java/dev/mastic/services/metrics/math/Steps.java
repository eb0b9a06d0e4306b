package dev.mastic.services.metrics.math;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** From one data point to the next. */
final class Steps {
    private Steps() {}

    /** Two data points that follow each other. */
    record Step(double valueBefore, double value, long seconds) {}

    /** A value for each data point but the first. */
    static Series between(Series series, ToDoubleFunction<Step> reading) {
        NavigableMap<Long, Double> points = new TreeMap<>();
        Map.Entry<Long, Double> before = null;
        for (Map.Entry<Long, Double> point : series.points().entrySet()) {
            if (before != null) {
                Step step = new Step(before.getValue(), point.getValue(), point.getKey() - before.getKey());
                points.put(point.getKey(), reading.applyAsDouble(step));
            }
            before = point;
        }
        return series.with(points);
    }

    static Series runningSum(Series series) {
        NavigableMap<Long, Double> points = new TreeMap<>();
        double sum = 0;
        for (Map.Entry<Long, Double> point : series.points().entrySet()) {
            sum += point.getValue();
            points.put(point.getKey(), sum);
        }
        return series.with(points);
    }
}
