package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A catalog inside an account's own.
 *
 * @param name in lower case
 * @param definition the {@code CatalogInput} as JSON
 * @param createdAt to the second
 * @param updatedAt to the second
 */
record NestedCatalog(String name, String definition, Instant createdAt, Instant updatedAt) {
    NestedCatalog {
        requireNonNull(name, "name");
        requireNonNull(definition, "definition");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }
}
