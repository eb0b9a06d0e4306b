package dev.mastic.services.catalog;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds tables by database and name, and their earlier versions. */
interface TableStore {
    /** Keeps a new table; false when the name is taken or there is no such database. */
    boolean add(Catalog catalog, CatalogTable table);

    Optional<CatalogTable> find(Catalog catalog, String database, String name);

    /** The tables of a database whose names come after the given one and are accepted, by name. */
    List<CatalogTable> list(Catalog catalog, String database, Predicate<String> accepted, String after, int limit);

    /** The tables of all databases after the given one, by database and name. */
    List<CatalogTable> listAll(Catalog catalog, String afterDatabase, String afterName, int limit);

    /** Replaces a table by its next version; false when the stored version is not the one that was read. */
    boolean replace(CatalogTable read, CatalogTable next);

    /** Removes a table with its versions and partitions; false when it is gone already. */
    boolean remove(CatalogTable table);

    /** Keeps a version that is about to be replaced. */
    void archive(CatalogTable version);

    /** An earlier version of a table. */
    Optional<CatalogTable> archived(CatalogTable table, long version);

    /** The earlier versions below the given one, newest first. */
    List<CatalogTable> listArchived(CatalogTable table, long below, int limit);

    /** Removes an earlier version; false when there is none. */
    boolean removeArchived(CatalogTable table, long version);
}
