package dev.mastic.services.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statistic as requests name it: {@code Average}, {@code p99.9}, {@code tm90}, {@code PR(:300)}, {@code IQM}.
 *
 * <p>Source: Amazon CloudWatch User Guide, "CloudWatch statistics definitions".
 */
final class Statistic {
    private static final Map<String, ToDoubleFunction<Summary>> SIMPLE = Map.of(
            "Average", summary -> summary.total() / summary.sampleCount(),
            "Sum", Summary::total,
            "Minimum", Summary::minimum,
            "Maximum", Summary::maximum,
            "SampleCount", Summary::sampleCount);

    private static final String NUMBER = "\\d{1,19}(?:\\.\\d{1,10})?";
    private static final Pattern ONE_BOUND = Pattern.compile("(?i)(p|tm|wm|tc|ts)(" + NUMBER + ")");
    private static final Pattern TWO_BOUNDS =
            Pattern.compile("(?i)(tm|wm|tc|ts|pr)\\((" + NUMBER + ")?(%?):(" + NUMBER + ")?(%?)\\)");
    private static final double ALL_PERCENT = 100;
    private static final double LOWER_QUARTER = 25;
    private static final double UPPER_QUARTER = 75;

    private final String name;
    private final Reading reading;

    /** How a value is had from a summary; nothing, when the summary does not tell. */
    @FunctionalInterface
    private interface Reading {
        Optional<Double> of(Summary summary);
    }

    /** A part of a distribution, by values or by percentiles; a bound that is not given is no bound. */
    private record Range(Optional<Double> low, Optional<Double> high, boolean percent) {
        double lowValue(Distribution all) {
            return low.map(bound -> percent ? all.percentile(bound) : bound).orElse(Double.NEGATIVE_INFINITY);
        }

        double highValue(Distribution all) {
            return high.map(bound -> percent ? all.percentile(bound) : bound).orElse(Double.POSITIVE_INFINITY);
        }

        Distribution of(Distribution all) {
            return all.between(lowValue(all), highValue(all));
        }
    }

    private Statistic(String name, Reading reading) {
        this.name = name;
        this.reading = reading;
    }

    /** The statistic of a name; nothing when there is none. */
    static Optional<Statistic> parse(String name) {
        ToDoubleFunction<Summary> simple = SIMPLE.get(name);
        if (simple != null) {
            return Optional.of(new Statistic(name, summary -> Optional.of(simple.applyAsDouble(summary))));
        }
        return extended(name);
    }

    /** The statistics that need to know the single values. */
    static Optional<Statistic> extended(String name) {
        if (name.equalsIgnoreCase("IQM")) {
            Range middle = new Range(Optional.of(LOWER_QUARTER), Optional.of(UPPER_QUARTER), true);
            return Optional.of(of(name, "tm", middle));
        }
        Matcher one = ONE_BOUND.matcher(name);
        if (one.matches()) {
            double bound = Double.parseDouble(one.group(2));
            String kind = one.group(1).toLowerCase(Locale.ROOT);
            return bound > ALL_PERCENT
                    ? Optional.empty()
                    : Optional.of(of(name, kind, new Range(Optional.empty(), Optional.of(bound), true)));
        }
        Matcher two = TWO_BOUNDS.matcher(name);
        return two.matches()
                ? range(two).map(range -> of(name, two.group(1).toLowerCase(Locale.ROOT), range))
                : Optional.empty();
    }

    String name() {
        return name;
    }

    Optional<Double> of(Summary summary) {
        return reading.of(summary);
    }

    /** Bounds without a percent sign are values, and both must be of one kind. A percentile rank goes by values. */
    private static Optional<Range> range(Matcher two) {
        Optional<Double> low = Optional.ofNullable(two.group(2)).map(Double::valueOf);
        Optional<Double> high = Optional.ofNullable(two.group(4)).map(Double::valueOf);
        boolean percent = !two.group(3).isEmpty() || !two.group(5).isEmpty();
        boolean mixed = low.isPresent() && high.isPresent() && !two.group(3).equals(two.group(5));
        boolean rankByPercent = two.group(1).equalsIgnoreCase("pr") && percent;
        boolean none = low.isEmpty() && high.isEmpty();
        return mixed || rankByPercent || none ? Optional.empty() : Optional.of(new Range(low, high, percent));
    }

    private static Statistic of(String name, String kind, Range range) {
        return new Statistic(
                name,
                summary -> summary.distribution().flatMap(all -> switch (kind) {
                    case "p" -> Optional.of(range.highValue(all));
                    case "tc" -> Optional.of(range.of(all).samples());
                    case "ts" -> Optional.of(range.of(all).total());
                    case "tm" -> mean(range.of(all));
                    case "wm" -> mean(all.drawnInto(range.lowValue(all), range.highValue(all)));
                    case "pr" -> Optional.of(ALL_PERCENT * range.of(all).samples() / all.samples());
                    default -> throw new IllegalStateException(kind);
                }));
    }

    private static Optional<Double> mean(Distribution part) {
        double samples = part.samples();
        return samples == 0 ? Optional.empty() : Optional.of(part.total() / samples);
    }
}
