package dev.mastic.services.catalog.expression;

import static java.util.Objects.requireNonNull;

/**
 * A key that a table is partitioned by.
 *
 * @param name as the table's definition has it
 * @param type the Hive type, e.g. {@code decimal(10,2)}
 */
public record PartitionKey(String name, String type) {
    public PartitionKey {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    public KeyType keyType() {
        return KeyType.of(type);
    }
}
