package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;

/** User-defined functions in {@code catalog_function}. */
final class JdbcFunctionStore implements FunctionStore {
    static final String LIST = """
            SELECT d.name AS database_name, f.name, f.definition, f.created_at
            FROM catalog_database d JOIN catalog_function f ON f.database_id = d.id
            WHERE d.account = ? AND d.region = ? AND d.name >= ? AND (d.name > ? OR f.name > ?)
            ORDER BY d.name, f.name
            """;

    private static final String DATABASE_ID =
            "(SELECT id FROM catalog_database WHERE account = ? AND region = ? AND name = ?)";

    private static final RowMapper<CatalogFunction> FUNCTION = (row, context) -> new CatalogFunction(
            row.getString("database_name"),
            row.getString("name"),
            row.getString("definition"),
            Instant.ofEpochSecond(row.getLong("created_at")));

    private final Database database;

    JdbcFunctionStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Catalog catalog, CatalogFunction function) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO catalog_function (database_id, name, definition, created_at)
                        SELECT id, ?, ?, ? FROM catalog_database WHERE account = ? AND region = ? AND name = ?
                        ON CONFLICT DO NOTHING
                        """,
                        function.name(),
                        function.definition(),
                        function.createdAt().getEpochSecond(),
                        catalog.id(),
                        catalog.region(),
                        function.database())
                == 1);
    }

    @Override
    public Optional<CatalogFunction> find(Catalog catalog, String databaseName, String name) {
        return database.read(handle -> handle.select("""
                        SELECT d.name AS database_name, f.name, f.definition, f.created_at
                        FROM catalog_database d JOIN catalog_function f ON f.database_id = d.id
                        WHERE d.account = ? AND d.region = ? AND d.name = ? AND f.name = ?
                        """, catalog.id(), catalog.region(), databaseName, name)
                .map(FUNCTION)
                .findOne());
    }

    @Override
    public List<CatalogFunction> list(
            Catalog catalog, Predicate<CatalogFunction> accepted, String afterDatabase, String afterName, int limit) {
        return database.read(handle -> {
            List<CatalogFunction> functions = new ArrayList<>();
            try (ResultIterator<CatalogFunction> rows = handle.select(
                            LIST, catalog.id(), catalog.region(), afterDatabase, afterDatabase, afterName)
                    .map(FUNCTION)
                    .iterator()) {
                while (functions.size() < limit && rows.hasNext()) {
                    CatalogFunction function = rows.next();
                    if (accepted.test(function)) {
                        functions.add(function);
                    }
                }
            }
            return functions;
        });
    }

    @Override
    public boolean replace(Catalog catalog, CatalogFunction function) {
        return database.write(handle -> handle.execute(
                        "UPDATE catalog_function SET definition = ? WHERE database_id = " + DATABASE_ID
                                + " AND name = ?",
                        function.definition(),
                        catalog.id(),
                        catalog.region(),
                        function.database(),
                        function.name())
                == 1);
    }

    @Override
    public boolean remove(Catalog catalog, String databaseName, String name) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM catalog_function WHERE database_id = " + DATABASE_ID + " AND name = ?",
                        catalog.id(),
                        catalog.region(),
                        databaseName,
                        name)
                == 1);
    }
}
