package dev.mastic.services.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A time cut into periods.
 *
 * <p>Source of the rules: the API reference of GetMetricStatistics and GetMetricData.
 *
 * @param startSeconds of the first period
 * @param endSeconds behind the last period
 * @param periodSeconds how long each is
 */
record Window(long startSeconds, long endSeconds, int periodSeconds) {
    private static final Set<Integer> FINE_PERIODS = Set.of(1, 5, 10, 20, 30);
    private static final Duration MINUTES_KEPT = Duration.ofDays(15);
    private static final Duration FIVE_MINUTES_KEPT = Duration.ofDays(63);

    static Window of(Instant start, Instant end, int periodSeconds, Instant now) {
        if (!start.isBefore(end)) {
            throw Refusals.combination("The parameter StartTime must be less than the parameter EndTime.");
        }
        if (!FINE_PERIODS.contains(periodSeconds) && (periodSeconds <= 0 || periodSeconds % Retention.MINUTE != 0)) {
            throw Refusals.value(
                    "The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60: it is %d.", periodSeconds);
        }
        long grain = grain(Duration.between(start, now), periodSeconds);
        long rounded = start.getEpochSecond() - Math.floorMod(start.getEpochSecond(), grain);
        long last = end.getNano() == 0 ? end.getEpochSecond() : end.getEpochSecond() + 1;
        return new Window(rounded, last, periodSeconds);
    }

    /** How many periods there are. */
    long periods() {
        return (endSeconds - startSeconds + periodSeconds - 1) / periodSeconds;
    }

    long periodOf(long seconds) {
        return seconds - Math.floorMod(seconds - startSeconds, periodSeconds);
    }

    /** What was measured in each period; spans that are longer than a period belong to none. */
    NavigableMap<Long, Summary> summaries(List<Span> spans) {
        NavigableMap<Long, Summary> summaries = new TreeMap<>();
        for (Span span : spans) {
            if (span.seconds() <= periodSeconds) {
                summaries.merge(periodOf(span.startSeconds()), span.summary(), Summary::plus);
            }
        }
        return summaries;
    }

    /** The older the start, the more coarsely it is rounded down. */
    private static long grain(Duration age, int periodSeconds) {
        if (age.compareTo(MINUTES_KEPT) < 0) {
            return FINE_PERIODS.contains(periodSeconds) ? periodSeconds : Retention.MINUTE;
        }
        return age.compareTo(FIVE_MINUTES_KEPT) < 0 ? Retention.FIVE_MINUTES : Retention.HOUR;
    }
}
