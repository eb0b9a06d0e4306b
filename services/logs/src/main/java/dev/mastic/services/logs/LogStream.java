package dev.mastic.services.logs;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A sequence of log events from one source.
 *
 * @param id the store's own number of it
 * @param groupId the number of its group
 * @param name e.g. a run's id
 * @param createdAt when it was made
 * @param firstEventAt the oldest event's timestamp
 * @param lastEventAt the newest event's timestamp
 * @param lastIngestionAt when events came in last
 */
record LogStream(
        long id,
        long groupId,
        String name,
        Instant createdAt,
        Optional<Instant> firstEventAt,
        Optional<Instant> lastEventAt,
        Optional<Instant> lastIngestionAt) {
    LogStream {
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(firstEventAt, "firstEventAt");
        requireNonNull(lastEventAt, "lastEventAt");
        requireNonNull(lastIngestionAt, "lastIngestionAt");
    }

    /** Its place among streams that are ordered by their last event. */
    LogStore.StreamPlace place() {
        return new LogStore.StreamPlace(lastEventAt.map(Instant::toEpochMilli).orElse(0L), name);
    }
}
