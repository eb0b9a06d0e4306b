package dev.mastic.services.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Which values came how often. Exact up to a number of different values; beyond it values that are near to each other are
 * counted as one.
 *
 * @param counts by value, in the order of the values
 */
record Distribution(TreeMap<Double, Double> counts) {
    static final int VALUES_MAX = 256;

    /** How far a value may be from the one it is counted as, the first time that there are too many. */
    private static final double FIRST_ERROR = 0.01;

    static final Distribution EMPTY = new Distribution(new TreeMap<>());

    static Distribution of(double value, double count) {
        TreeMap<Double, Double> one = new TreeMap<>();
        one.put(value, count);
        return new Distribution(one);
    }

    Distribution plus(Distribution other) {
        TreeMap<Double, Double> sum = new TreeMap<>(counts);
        other.counts.forEach((value, count) -> sum.merge(value, count, Double::sum));
        TreeMap<Double, Double> bounded = sum;
        for (double error = FIRST_ERROR; bounded.size() > VALUES_MAX; error *= 2) {
            bounded = coarser(bounded, error);
        }
        return new Distribution(bounded);
    }

    double samples() {
        return sum(Map.Entry::getValue);
    }

    /** The smallest value that has at least this share of all samples at or below it. */
    double percentile(double percent) {
        double wanted = samples() * percent / 100;
        double seen = 0;
        for (Map.Entry<Double, Double> entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) {
                return entry.getKey();
            }
        }
        return counts.lastKey();
    }

    /** What lies above one value and at or below another. */
    Distribution between(double above, double upTo) {
        return above >= upTo
                ? EMPTY
                : new Distribution(new TreeMap<>(counts.subMap(above, above == Double.NEGATIVE_INFINITY, upTo, true)));
    }

    /** Everything, with what lies outside drawn to the bounds. */
    Distribution drawnInto(double low, double high) {
        TreeMap<Double, Double> drawn = new TreeMap<>();
        counts.forEach((value, count) -> drawn.merge(Math.max(low, Math.min(high, value)), count, Double::sum));
        return new Distribution(drawn);
    }

    double total() {
        return sum(entry -> entry.getKey() * entry.getValue());
    }

    /** {@code value:count} pairs with commas between. */
    String text() {
        StringBuilder text = new StringBuilder();
        counts.forEach((value, count) -> {
            if (!text.isEmpty()) {
                text.append(',');
            }
            text.append(value).append(':').append(count);
        });
        return text.toString();
    }

    static Distribution parse(String text) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            int colon = pair.indexOf(':');
            counts.put(Double.valueOf(pair.substring(0, colon)), Double.valueOf(pair.substring(colon + 1)));
        }
        return new Distribution(counts);
    }

    private double sum(ToDoubleFunction<Map.Entry<Double, Double>> part) {
        return counts.entrySet().stream().mapToDouble(part).sum();
    }

    /** Values fall into classes whose bounds grow by a constant factor; each class is counted at its middle. */
    private static TreeMap<Double, Double> coarser(TreeMap<Double, Double> exact, double error) {
        double factor = Math.log((1 + error) / (1 - error));
        TreeMap<Double, Double> coarse = new TreeMap<>();
        exact.forEach((value, count) -> {
            double middle = value == 0
                    ? 0
                    : Math.copySign(Math.exp((Math.floor(Math.log(Math.abs(value)) / factor) + 0.5) * factor), value);
            coarse.merge(middle, count, Double::sum);
        });
        return coarse;
    }
}
