package dev.mastic.services.metrics.math;

import dev.mastic.services.metrics.math.Source.Range;
import dev.mastic.services.metrics.math.Value.Many;
import dev.mastic.services.metrics.math.Value.One;
import dev.mastic.services.metrics.math.Value.Scalar;
import dev.mastic.services.metrics.math.Value.Text;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** Data points where none were measured. */
final class Filling {
    private static final int MINUTE = 60;

    private Filling() {}

    static Value fill(Value holed, Value with, Range range) {
        if (holed instanceof One one) {
            return new One(fill(one.series(), with, range));
        }
        if (holed instanceof Many many) {
            return new Many(many.series().stream()
                    .map(series -> fill(series, with, range))
                    .toList());
        }
        throw new MathException("FILL takes time series");
    }

    /** The same number at every minute. */
    static Series constant(double number, Range range) {
        NavigableMap<Long, Double> points = new TreeMap<>();
        for (long time = range.startSeconds(); time < range.endSeconds(); time += MINUTE) {
            points.put(time, number);
        }
        return new Series("", MINUTE, points);
    }

    private static Series fill(Series series, Value with, Range range) {
        NavigableMap<Long, Double> points = new TreeMap<>(series.points());
        if (with instanceof Scalar scalar) {
            return everywhere(series, range, time -> scalar.number());
        }
        if (with instanceof Text text && text.text().equals("REPEAT")) {
            return points.isEmpty()
                    ? series
                    : everywhere(
                            series,
                            range,
                            time -> points.floorKey(time) == null
                                    ? Double.NaN
                                    : points.floorEntry(time).getValue());
        }
        if (with instanceof Text text && text.text().equals("LINEAR")) {
            return everywhere(series, range, time -> between(points, time));
        }
        if (with instanceof One other) {
            return everywhere(series, range, time -> other.series().points().getOrDefault(time, Double.NaN));
        }
        throw new MathException("FILL fills with a number, a time series, REPEAT or LINEAR");
    }

    private static Series everywhere(Series series, Range range, LongFunction<Double> value) {
        NavigableMap<Long, Double> points = new TreeMap<>(series.points());
        for (long time = range.startSeconds(); time < range.endSeconds(); time += series.periodSeconds()) {
            if (!points.containsKey(time)) {
                points.put(time, value.apply(time));
            }
        }
        return Expression.finite(series.with(points));
    }

    private static double between(NavigableMap<Long, Double> points, long time) {
        Map.Entry<Long, Double> before = points.lowerEntry(time);
        Map.Entry<Long, Double> after = points.higherEntry(time);
        if (before == null || after == null) {
            return Double.NaN;
        }
        double share = (double) (time - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + share * (after.getValue() - before.getValue());
    }
}
