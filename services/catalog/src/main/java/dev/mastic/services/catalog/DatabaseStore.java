package dev.mastic.services.catalog;

import java.util.List;
import java.util.Optional;

/** Holds databases by catalog and name. */
interface DatabaseStore {
    /** Keeps a new database; false when the name is taken. */
    boolean add(Catalog catalog, CatalogDatabase database);

    Optional<CatalogDatabase> find(Catalog catalog, String name);

    /** The databases whose names come after the given one, by name. */
    List<CatalogDatabase> list(Catalog catalog, String after, int limit);

    /** Gives a database another definition; false when there is none of that name. */
    boolean replace(Catalog catalog, String name, String definition);

    /** Removes a database and all that is in it; false when there is none of that name. */
    boolean remove(Catalog catalog, String name);
}
