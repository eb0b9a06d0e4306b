package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A database of the catalog.
 *
 * @param name in lower case
 * @param definition the {@code DatabaseInput} as JSON
 * @param createdAt to the second
 */
record CatalogDatabase(String name, String definition, Instant createdAt) {
    CatalogDatabase {
        requireNonNull(name, "name");
        requireNonNull(definition, "definition");
        requireNonNull(createdAt, "createdAt");
    }
}
