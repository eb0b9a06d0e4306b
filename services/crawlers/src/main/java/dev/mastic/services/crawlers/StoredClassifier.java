package dev.mastic.services.crawlers;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A classifier that somebody made.
 *
 * @param version 1 at first, one more with each update
 * @param definition the request that made it, as JSON
 */
record StoredClassifier(
        Owner owner, String name, long version, String definition, Instant createdAt, Instant updatedAt) {
    StoredClassifier {
        requireNonNull(owner, "owner");
        requireNonNull(name, "name");
        requireNonNull(definition, "definition");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }
}
