package dev.mastic.services.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Holds partitions by table and values. */
interface PartitionStore {
    /** Keeps a new partition; false when the table has one of these values. */
    boolean add(CatalogTable table, CatalogPartition partition);

    Optional<CatalogPartition> find(CatalogTable table, List<String> values);

    /** The store's number of a partition. */
    OptionalLong id(CatalogTable table, List<String> values);

    /** Some partitions of a table, in the order of their keys. */
    Page<CatalogPartition> list(CatalogTable table, PartitionQuery query);

    /** Puts a partition in the place of the one that has the given values; false when there is none. */
    boolean replace(CatalogTable table, List<String> values, CatalogPartition partition);

    /** Removes a partition; false when there is none of these values. */
    boolean remove(CatalogTable table, List<String> values);

    /** Sorts the partitions of a table again, after the types of its keys have changed. */
    void recode(CatalogTable table);
}
