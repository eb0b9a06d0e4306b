package dev.mastic.services.catalog;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The rules of databases. Names are taken in any case. */
final class Databases {
    private final Catalogs catalogs;
    private final DatabaseStore databases;
    private final Clock clock;

    Databases(Catalogs catalogs, DatabaseStore databases, Clock clock) {
        this.catalogs = catalogs;
        this.databases = databases;
        this.clock = clock;
    }

    void create(Catalog catalog, String name, String definition) {
        catalogs.require(catalog);
        CatalogDatabase database = new CatalogDatabase(
                Names.fold(name), definition, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (!databases.add(catalog, database)) {
            throw Refusals.databaseExists();
        }
    }

    CatalogDatabase get(Catalog catalog, String name) {
        return databases.find(catalog, Names.fold(name)).orElseThrow(() -> {
            catalogs.require(catalog);
            return Refusals.databaseNotFound(name);
        });
    }

    /** Returns when there is a database of that name. */
    void require(Catalog catalog, String name) {
        get(catalog, name);
    }

    Page<CatalogDatabase> list(Catalog catalog, Optional<String> after, int limit) {
        catalogs.require(catalog);
        return Page.cut(databases.list(catalog, after.orElse(Page.START), limit + 1), limit, CatalogDatabase::name);
    }

    void update(Catalog catalog, String name, String newName, String definition) {
        // Trino relies on it: a rename has to be refused.
        if (!Names.fold(newName).equals(Names.fold(name))) {
            throw Refusals.invalid("The name of a database cannot be changed: " + name + " to " + newName + ".");
        }
        if (!databases.replace(catalog, Names.fold(name), definition)) {
            throw Refusals.databaseNotFound(name);
        }
    }

    void delete(Catalog catalog, String name) {
        if (!databases.remove(catalog, Names.fold(name))) {
            throw Refusals.databaseNotFound(name);
        }
    }
}
