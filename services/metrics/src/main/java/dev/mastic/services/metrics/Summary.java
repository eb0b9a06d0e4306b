package dev.mastic.services.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What many samples come to.
 *
 * @param distribution absent when some of the samples came as a statistic set, whose single values nobody knows
 */
record Summary(double sampleCount, double total, double minimum, double maximum, Optional<Distribution> distribution) {
    Summary {
        requireNonNull(distribution, "distribution");
    }

    static Summary of(double value, double count) {
        return new Summary(count, value * count, value, value, Optional.of(Distribution.of(value, count)));
    }

    /** A statistic set. One whose samples are all the same tells their distribution as well. */
    static Summary ofSet(double sampleCount, double total, double minimum, double maximum) {
        boolean known = sampleCount == 1 || minimum == maximum;
        return new Summary(
                sampleCount,
                total,
                minimum,
                maximum,
                known
                        ? Optional.of(Distribution.of(sampleCount == 1 ? total : minimum, sampleCount))
                        : Optional.empty());
    }

    Summary plus(Summary other) {
        return new Summary(
                sampleCount + other.sampleCount,
                total + other.total,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum),
                distribution.flatMap(own -> other.distribution.map(own::plus)));
    }
}
