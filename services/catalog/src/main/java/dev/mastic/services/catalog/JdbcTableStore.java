package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Tables in {@code catalog_table}, earlier versions in {@code catalog_table_version}. */
final class JdbcTableStore implements TableStore {
    static final String LIST_NAMES = """
            SELECT name FROM catalog_table
            WHERE database_id = (SELECT id FROM catalog_database WHERE account = ? AND region = ? AND name = ?)
              AND name > ? ORDER BY name
            """;

    static final String LIST_ALL = """
            SELECT t.*, d.name AS database_name
            FROM catalog_database d JOIN catalog_table t ON t.database_id = d.id
            WHERE d.account = ? AND d.region = ? AND d.name >= ? AND (d.name > ? OR t.name > ?)
            ORDER BY d.name, t.name LIMIT ?
            """;

    static final String LIST_VERSIONS = """
            SELECT version, partition_keys, definition, updated_at FROM catalog_table_version
            WHERE table_id = ? AND version < ? ORDER BY version DESC LIMIT ?
            """;

    private static final String FIND = """
            SELECT t.*, d.name AS database_name
            FROM catalog_database d JOIN catalog_table t ON t.database_id = d.id
            WHERE d.account = ? AND d.region = ? AND d.name = ? AND t.name = ?
            """;

    private final Database database;

    JdbcTableStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Catalog catalog, CatalogTable table) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO catalog_table (database_id, name, version, partition_keys, definition,
                            created_by, created_at, updated_at)
                        SELECT id, ?, ?, ?, ?, ?, ?, ? FROM catalog_database
                        WHERE account = ? AND region = ? AND name = ?
                        ON CONFLICT DO NOTHING
                        """,
                        table.name(),
                        table.version(),
                        KeyColumn.write(table.keys()),
                        table.definition(),
                        table.createdBy(),
                        table.createdAt().getEpochSecond(),
                        table.updatedAt().getEpochSecond(),
                        catalog.id(),
                        catalog.region(),
                        table.database())
                == 1);
    }

    @Override
    public Optional<CatalogTable> find(Catalog catalog, String databaseName, String name) {
        return database.read(handle -> find(handle, catalog, databaseName, name));
    }

    @Override
    public List<CatalogTable> list(
            Catalog catalog, String databaseName, Predicate<String> accepted, String after, int limit) {
        return database.read(handle -> acceptedNames(handle, catalog, databaseName, accepted, after, limit).stream()
                .flatMap(name -> find(handle, catalog, databaseName, name).stream())
                .toList());
    }

    @Override
    public List<CatalogTable> listAll(Catalog catalog, String afterDatabase, String afterName, int limit) {
        return database.read(handle -> handle.select(
                        LIST_ALL, catalog.id(), catalog.region(), afterDatabase, afterDatabase, afterName, limit)
                .map(JdbcTableStore::table)
                .list());
    }

    @Override
    public boolean replace(CatalogTable read, CatalogTable next) {
        return database.write(handle -> handle.execute(
                        """
                        UPDATE catalog_table SET version = ?, partition_keys = ?, definition = ?, updated_at = ?
                        WHERE id = ? AND version = ?
                        """,
                        next.version(),
                        KeyColumn.write(next.keys()),
                        next.definition(),
                        next.updatedAt().getEpochSecond(),
                        read.id(),
                        read.version())
                == 1);
    }

    @Override
    public boolean remove(CatalogTable table) {
        return database.write(handle -> handle.execute("DELETE FROM catalog_table WHERE id = ?", table.id()) == 1);
    }

    @Override
    public void archive(CatalogTable version) {
        database.update(handle -> handle.execute(
                """
                INSERT INTO catalog_table_version (table_id, version, partition_keys, definition, updated_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                version.id(),
                version.version(),
                KeyColumn.write(version.keys()),
                version.definition(),
                version.updatedAt().getEpochSecond()));
    }

    @Override
    public Optional<CatalogTable> archived(CatalogTable table, long version) {
        return database.read(handle ->
                handle.select("""
                        SELECT version, partition_keys, definition, updated_at FROM catalog_table_version
                        WHERE table_id = ? AND version = ?
                        """, table.id(), version).map(versionOf(table)).findOne());
    }

    @Override
    public List<CatalogTable> listArchived(CatalogTable table, long below, int limit) {
        return database.read(handle -> handle.select(LIST_VERSIONS, table.id(), below, limit)
                .map(versionOf(table))
                .list());
    }

    @Override
    public boolean removeArchived(CatalogTable table, long version) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM catalog_table_version WHERE table_id = ? AND version = ?", table.id(), version)
                == 1);
    }

    private static Optional<CatalogTable> find(Handle handle, Catalog catalog, String databaseName, String name) {
        return handle.select(FIND, catalog.id(), catalog.region(), databaseName, name)
                .map(JdbcTableStore::table)
                .findOne();
    }

    /** Names first: a definition may be long, and a pattern refuses most. */
    private static List<String> acceptedNames(
            Handle handle, Catalog catalog, String databaseName, Predicate<String> accepted, String after, int limit) {
        List<String> names = new ArrayList<>();
        try (var rows = handle.select(LIST_NAMES, catalog.id(), catalog.region(), databaseName, after)
                .mapTo(String.class)
                .iterator()) {
            Iterator<String> each = rows;
            while (names.size() < limit && each.hasNext()) {
                String name = each.next();
                if (accepted.test(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static CatalogTable table(ResultSet row, StatementContext context) throws SQLException {
        return new CatalogTable(
                row.getLong("id"),
                row.getString("database_name"),
                row.getString("name"),
                row.getLong("version"),
                KeyColumn.read(row.getString("partition_keys")),
                row.getString("definition"),
                row.getString("created_by"),
                Instant.ofEpochSecond(row.getLong("created_at")),
                Instant.ofEpochSecond(row.getLong("updated_at")));
    }

    private static RowMapper<CatalogTable> versionOf(CatalogTable table) {
        return (row, context) -> new CatalogTable(
                table.id(),
                table.database(),
                table.name(),
                row.getLong("version"),
                KeyColumn.read(row.getString("partition_keys")),
                row.getString("definition"),
                table.createdBy(),
                table.createdAt(),
                Instant.ofEpochSecond(row.getLong("updated_at")));
    }
}
