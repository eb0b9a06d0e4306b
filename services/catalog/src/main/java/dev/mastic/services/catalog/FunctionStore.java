package dev.mastic.services.catalog;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds user-defined functions by database and name. */
interface FunctionStore {
    /** Keeps a new function; false when the name is taken or there is no such database. */
    boolean add(Catalog catalog, CatalogFunction function);

    Optional<CatalogFunction> find(Catalog catalog, String database, String name);

    /** The accepted functions after the given one, by database and name. */
    List<CatalogFunction> list(
            Catalog catalog, Predicate<CatalogFunction> accepted, String afterDatabase, String afterName, int limit);

    /** Gives a function another definition; false when there is none of that name. */
    boolean replace(Catalog catalog, CatalogFunction function);

    /** Removes a function; false when there is none of that name. */
    boolean remove(Catalog catalog, String database, String name);
}
