package dev.mastic.services.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long spans of one length are kept before they are gathered into longer ones.
 *
 * <p>Source: the API reference of GetMetricStatistics.
 *
 * @param seconds the length
 * @param kept for how long
 * @param nextSeconds the length after that; 0 when they are forgotten
 */
record Retention(int seconds, Duration kept, int nextSeconds) {
    static final int MINUTE = 60;
    static final int FIVE_MINUTES = 300;
    static final int HOUR = 3600;

    static final List<Retention> ALL = List.of(
            new Retention(1, Duration.ofHours(3), MINUTE),
            new Retention(MINUTE, Duration.ofDays(15), FIVE_MINUTES),
            new Retention(FIVE_MINUTES, Duration.ofDays(63), HOUR),
            new Retention(HOUR, Duration.ofDays(455), 0));

    /** The start of the oldest span that stays as it is. */
    long oldestSeconds(Instant now) {
        return now.minus(kept).getEpochSecond();
    }
}
