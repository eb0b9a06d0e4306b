package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.time.Instant;
import java.util.Optional;

/** Who had which catalog imported, in {@code catalog_import}. */
final class JdbcCatalogImportStore {
    /** @param at to the second */
    record CatalogImport(String by, Instant at) {}

    private final Database database;

    JdbcCatalogImportStore(Database database) {
        this.database = database;
    }

    Optional<CatalogImport> find(Catalog catalog) {
        return database.read(handle -> handle.select(
                        "SELECT imported_by, imported_at FROM catalog_import WHERE account = ? AND region = ?",
                        catalog.id(),
                        catalog.region())
                .map((row, context) -> new CatalogImport(
                        row.getString("imported_by"), Instant.ofEpochSecond(row.getLong("imported_at"))))
                .findOne());
    }

    /** Keeps the first import of a catalog; later ones find nothing to do. */
    void add(Catalog catalog, CatalogImport added) {
        database.update(handle -> handle.execute(
                """
                INSERT INTO catalog_import (account, region, imported_by, imported_at) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, catalog.id(), catalog.region(), added.by(), added.at().getEpochSecond()));
    }
}
