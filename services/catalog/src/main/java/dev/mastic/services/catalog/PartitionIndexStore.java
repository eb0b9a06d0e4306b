package dev.mastic.services.catalog;

import java.util.List;

/** Holds the partition indexes of tables. */
interface PartitionIndexStore {
    /** Keeps a new index; false when the name is taken. */
    boolean add(CatalogTable table, PartitionIndexDefinition index);

    /** All indexes of a table, by name. */
    List<PartitionIndexDefinition> list(CatalogTable table);

    /** Removes an index; false when there is none of that name. */
    boolean remove(CatalogTable table, String name);
}
