package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A partition of a table.
 *
 * @param values one for each partition key
 * @param definition the {@code PartitionInput} as JSON, without its values
 * @param createdAt to the second
 */
record CatalogPartition(List<String> values, String definition, Instant createdAt) {
    CatalogPartition {
        values = List.copyOf(values);
        requireNonNull(definition, "definition");
        requireNonNull(createdAt, "createdAt");
    }
}
