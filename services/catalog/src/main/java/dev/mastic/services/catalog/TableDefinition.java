package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import dev.mastic.services.catalog.expression.PartitionKey;
import java.util.List;

/**
 * What a client says about a table.
 *
 * @param name in lower case
 * @param keys the partition keys
 * @param definition the {@code TableInput} as JSON
 */
record TableDefinition(String name, List<PartitionKey> keys, String definition) {
    TableDefinition {
        requireNonNull(name, "name");
        keys = List.copyOf(keys);
        requireNonNull(definition, "definition");
    }
}
