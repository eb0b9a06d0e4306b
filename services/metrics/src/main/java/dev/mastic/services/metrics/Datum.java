package dev.mastic.services.metrics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One measurement of a PutMetricData request, checked.
 *
 * <p>Source of the bounds: the API reference of MetricDatum.
 */
final class Datum {
    private static final int VALUES_MAX = 150;
    private static final double MAGNITUDE_MAX = Math.pow(2, 360);

    private Datum() {}

    /** A statistic set as a request has it. */
    record Set(double sampleCount, double total, double minimum, double maximum) {}

    /** What a measurement says, in the one of three ways that it may. */
    static Summary summary(
            Optional<Double> value, List<Double> values, List<Double> counts, Optional<Set> set, String at) {
        exclude(value.isPresent(), "Value", !values.isEmpty(), "Values", at);
        exclude(value.isPresent(), "Value", set.isPresent(), "StatisticValues", at);
        exclude(!values.isEmpty(), "Values", set.isPresent(), "StatisticValues", at);
        if (value.isPresent()) {
            return Summary.of(checked(value.orElseThrow(), at + "Value"), 1);
        }
        if (set.isPresent()) {
            return ofSet(set.orElseThrow(), at + "StatisticValues.");
        }
        if (values.isEmpty()) {
            throw Refusals.combination("At least one of the parameters must be specified.");
        }
        return ofValues(values, counts, at);
    }

    private static void exclude(boolean one, String oneName, boolean other, String otherName, String at) {
        if (one && other) {
            throw Refusals.exclusive(at + oneName, at + otherName);
        }
    }

    private static Summary ofValues(List<Double> values, List<Double> counts, String at) {
        if (values.size() > VALUES_MAX) {
            throw Refusals.value("The collection %sValues must not have a size greater than %d.", at, VALUES_MAX);
        }
        if (!counts.isEmpty() && counts.size() != values.size()) {
            throw Refusals.value("The parameters %sValues and %sCounts must be of the same size.", at, at);
        }
        Summary sum = null;
        for (int number = 0; number < values.size(); number++) {
            double count = counts.isEmpty() ? 1 : checked(counts.get(number), at + "Counts.member." + (number + 1));
            if (count <= 0) {
                throw Refusals.invalid(count, at + "Counts.member." + (number + 1));
            }
            Summary one = Summary.of(checked(values.get(number), at + "Values.member." + (number + 1)), count);
            sum = sum == null ? one : sum.plus(one);
        }
        return requireNonNull(sum);
    }

    private static Summary ofSet(Set set, String at) {
        checked(set.sampleCount(), at + "SampleCount");
        checked(set.total(), at + "Sum");
        checked(set.minimum(), at + "Minimum");
        checked(set.maximum(), at + "Maximum");
        if (set.sampleCount() <= 0) {
            throw Refusals.invalid(set.sampleCount(), at + "SampleCount");
        }
        if (set.minimum() > set.maximum()) {
            throw Refusals.value("The parameter %sMinimum must not be greater than the parameter %sMaximum.", at, at);
        }
        return Summary.ofSet(set.sampleCount(), set.total(), set.minimum(), set.maximum());
    }

    private static double checked(double value, String parameter) {
        if (!(Math.abs(value) <= MAGNITUDE_MAX)) {
            throw Refusals.invalid(value, parameter);
        }
        return value;
    }
}
