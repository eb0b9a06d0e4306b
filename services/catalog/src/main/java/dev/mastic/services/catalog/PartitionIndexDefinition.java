package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A partition index as a client asks for it.
 *
 * @param name in lower case
 * @param keys the names of partition keys
 */
record PartitionIndexDefinition(String name, List<String> keys) {
    PartitionIndexDefinition {
        requireNonNull(name, "name");
        keys = List.copyOf(keys);
    }
}
