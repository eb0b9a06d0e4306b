package dev.mastic.services.crawlers;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One time that a crawler ran.
 *
 * @param stopping whether somebody wants it to end
 * @param endedAt empty while it runs
 * @param error why it failed; empty when it did not
 */
record CrawlRecord(
        String id,
        long crawlerId,
        State state,
        boolean stopping,
        Instant startedAt,
        Optional<Instant> endedAt,
        int tablesAdded,
        int tablesUpdated,
        int tablesDeleted,
        String summary,
        String error) {
    /** How it stands, as {@code ListCrawls} calls it. */
    enum State {
        RUNNING,
        COMPLETED,
        FAILED,
        STOPPED
    }

    CrawlRecord {
        requireNonNull(id, "id");
        requireNonNull(state, "state");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
        requireNonNull(summary, "summary");
        requireNonNull(error, "error");
    }

    static CrawlRecord begun(String id, Crawler crawler, Instant now) {
        return new CrawlRecord(id, crawler.id(), State.RUNNING, false, now, Optional.empty(), 0, 0, 0, "", "");
    }

    /** How long it ran, or has run until now. */
    Duration length(Instant now) {
        return Duration.between(startedAt, endedAt.orElse(now));
    }
}
