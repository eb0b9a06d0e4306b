package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Databases in {@code catalog_database}. */
final class JdbcDatabaseStore implements DatabaseStore {
    static final String LIST = """
            SELECT name, definition, created_at FROM catalog_database
            WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?
            """;

    private static final RowMapper<CatalogDatabase> DATABASE = (row, context) -> new CatalogDatabase(
            row.getString("name"), row.getString("definition"), Instant.ofEpochSecond(row.getLong("created_at")));

    private final Database database;

    JdbcDatabaseStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Catalog catalog, CatalogDatabase added) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO catalog_database (account, region, name, definition, created_at)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        catalog.id(),
                        catalog.region(),
                        added.name(),
                        added.definition(),
                        added.createdAt().getEpochSecond())
                == 1);
    }

    @Override
    public Optional<CatalogDatabase> find(Catalog catalog, String name) {
        return database.read(handle -> handle.select("""
                        SELECT name, definition, created_at FROM catalog_database
                        WHERE account = ? AND region = ? AND name = ?
                        """, catalog.id(), catalog.region(), name)
                .map(DATABASE)
                .findOne());
    }

    @Override
    public List<CatalogDatabase> list(Catalog catalog, String after, int limit) {
        return database.read(handle -> handle.select(LIST, catalog.id(), catalog.region(), after, limit)
                .map(DATABASE)
                .list());
    }

    @Override
    public boolean replace(Catalog catalog, String name, String definition) {
        return database.write(handle -> handle.execute(
                        "UPDATE catalog_database SET definition = ? WHERE account = ? AND region = ? AND name = ?",
                        definition,
                        catalog.id(),
                        catalog.region(),
                        name)
                == 1);
    }

    @Override
    public boolean remove(Catalog catalog, String name) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM catalog_database WHERE account = ? AND region = ? AND name = ?",
                        catalog.id(),
                        catalog.region(),
                        name)
                == 1);
    }
}
