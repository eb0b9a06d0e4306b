package dev.mastic.services.crawlers;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be crawled, and how.
 *
 * @param id the store's own number; 0 for a crawler that is not stored yet
 * @param version 1 at first, one more with each update
 * @param definition the request that made it as JSON, without tags and schedule
 * @param schedule as AWS writes it; empty for a crawler that is started by hand only
 * @param nextAt when the schedule starts it next; empty when the schedule rests
 * @param createdAt to the millisecond
 * @param updatedAt to the millisecond
 */
record Crawler(
        long id,
        Owner owner,
        String name,
        long version,
        String definition,
        String schedule,
        Optional<Instant> nextAt,
        Instant createdAt,
        Instant updatedAt) {
    Crawler {
        requireNonNull(owner, "owner");
        requireNonNull(name, "name");
        requireNonNull(definition, "definition");
        requireNonNull(schedule, "schedule");
        requireNonNull(nextAt, "nextAt");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    String arn() {
        return owner.arn("crawler/" + name);
    }

    Crawler revised(String next, Instant now) {
        return new Crawler(id, owner, name, version + 1, next, schedule, nextAt, createdAt, now);
    }

    Crawler scheduled(String expression, Optional<Instant> next) {
        return new Crawler(id, owner, name, version, definition, expression, next, createdAt, updatedAt);
    }
}
