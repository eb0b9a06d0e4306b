package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of table versions: the current one and those that updates have archived. */
final class TableVersions {
    private final Database database;
    private final Tables tables;
    private final TableStore store;

    TableVersions(Database database, Tables tables, TableStore store) {
        this.database = database;
        this.tables = tables;
        this.store = store;
    }

    /** One version; the current one when none is named. */
    CatalogTable get(Catalog catalog, String databaseName, String tableName, Optional<Long> version) {
        return database.read(handle -> {
            CatalogTable current = tables.get(catalog, databaseName, tableName);
            return version.filter(wanted -> wanted != current.version())
                    .map(wanted -> store.archived(current, wanted).orElseThrow(Refusals::versionNotFound))
                    .orElse(current);
        });
    }

    /** The versions below the given one, newest first. */
    Page<CatalogTable> list(Catalog catalog, String databaseName, String tableName, Optional<Long> below, int limit) {
        return database.read(handle -> {
            CatalogTable current = tables.get(catalog, databaseName, tableName);
            List<CatalogTable> oneMore = new ArrayList<>();
            if (below.isEmpty() || current.version() < below.orElseThrow()) {
                oneMore.add(current);
            }
            oneMore.addAll(store.listArchived(current, below.orElse(Long.MAX_VALUE), limit + 1 - oneMore.size()));
            return Page.cut(oneMore, limit, version -> String.valueOf(version.version()));
        });
    }

    void delete(Catalog catalog, String databaseName, String tableName, long version) {
        database.update(handle -> {
            CatalogTable current = tables.get(catalog, databaseName, tableName);
            if (version == current.version()) {
                throw Refusals.invalid("The current version of a table cannot be deleted: " + version + ".");
            }
            if (!store.removeArchived(current, version)) {
                throw Refusals.versionNotFound();
            }
        });
    }
}
