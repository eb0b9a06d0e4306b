package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import dev.mastic.services.catalog.expression.PartitionKey;
import java.time.Instant;
import java.util.List;

/**
 * A table of the catalog, as one of its versions.
 *
 * @param id the store's own number; 0 for a table that is not stored yet
 * @param database the database's name in lower case
 * @param name in lower case
 * @param version 0 at first, one more with each update
 * @param keys the partition keys
 * @param definition the {@code TableInput} as JSON
 * @param createdBy the ARN of who created the table
 * @param createdAt to the second
 * @param updatedAt to the second
 */
record CatalogTable(
        long id,
        String database,
        String name,
        long version,
        List<PartitionKey> keys,
        String definition,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {
    CatalogTable {
        requireNonNull(database, "database");
        requireNonNull(name, "name");
        keys = List.copyOf(keys);
        requireNonNull(definition, "definition");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** The next version, with another definition. */
    CatalogTable revised(TableDefinition next, Instant now) {
        return new CatalogTable(
                id, database, name, version + 1, next.keys(), next.definition(), createdBy, createdAt, now);
    }
}
