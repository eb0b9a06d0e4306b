package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Catalogs inside an account's own, in {@code catalog_nested}. */
final class JdbcNestedCatalogStore {
    static final String LIST = """
            SELECT name, definition, created_at, updated_at FROM catalog_nested
            WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?
            """;

    private static final RowMapper<NestedCatalog> CATALOG = (row, context) -> new NestedCatalog(
            row.getString("name"),
            row.getString("definition"),
            Instant.ofEpochSecond(row.getLong("created_at")),
            Instant.ofEpochSecond(row.getLong("updated_at")));

    private final Database database;

    JdbcNestedCatalogStore(Database database) {
        this.database = database;
    }

    /** Keeps a new catalog; false when the name is taken. */
    boolean add(Catalog catalog, NestedCatalog added) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO catalog_nested (account, region, name, definition, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        catalog.accountId(),
                        catalog.region(),
                        added.name(),
                        added.definition(),
                        added.createdAt().getEpochSecond(),
                        added.updatedAt().getEpochSecond())
                == 1);
    }

    Optional<NestedCatalog> find(Catalog catalog) {
        return database.read(handle -> handle.select("""
                        SELECT name, definition, created_at, updated_at FROM catalog_nested
                        WHERE account = ? AND region = ? AND name = ?
                        """, catalog.accountId(), catalog.region(), catalog.name())
                .map(CATALOG)
                .findOne());
    }

    /** The catalogs of an account whose names come after the given one, by name. */
    List<NestedCatalog> list(Catalog root, String after, int limit) {
        return database.read(handle -> handle.select(LIST, root.accountId(), root.region(), after, limit)
                .map(CATALOG)
                .list());
    }

    /** Gives a catalog another definition; false when there is none of that name. */
    boolean replace(Catalog catalog, String definition, Instant now) {
        return database.write(handle -> handle.execute(
                        """
                        UPDATE catalog_nested SET definition = ?, updated_at = ?
                        WHERE account = ? AND region = ? AND name = ?
                        """, definition, now.getEpochSecond(), catalog.accountId(), catalog.region(), catalog.name())
                == 1);
    }

    /** Removes a catalog and all that is in it; false when there is none of that name. */
    boolean remove(Catalog catalog) {
        return database.write(handle -> {
            handle.execute(
                    "DELETE FROM catalog_database WHERE account = ? AND region = ?", catalog.id(), catalog.region());
            return handle.execute(
                            "DELETE FROM catalog_nested WHERE account = ? AND region = ? AND name = ?",
                            catalog.accountId(),
                            catalog.region(),
                            catalog.name())
                    == 1;
        });
    }
}
