package dev.mastic.services.metrics;

import static java.util.Objects.requireNonNull;

/**
 * What was measured in one span of time, in one unit.
 *
 * @param startSeconds since the epoch
 * @param seconds how long it is
 */
record Span(long startSeconds, int seconds, String unit, Summary summary) {
    Span {
        requireNonNull(unit, "unit");
        requireNonNull(summary, "summary");
    }
}
