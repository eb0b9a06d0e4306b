package dev.mastic.services.catalog;

import dev.mastic.services.catalog.expression.Condition;
import dev.mastic.services.catalog.expression.PartitionRow;
import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Partitions in {@code catalog_partition}. */
final class JdbcPartitionStore implements PartitionStore {
    private static final int PAGE_BYTES_MAX = 8 << 20;

    private final Database database;

    JdbcPartitionStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(CatalogTable table, CatalogPartition partition) {
        PartitionCode code = PartitionCode.of(table.keys(), partition.values());
        return database.write(handle -> {
            try (Update insert = handle.createUpdate("""
                    INSERT INTO catalog_partition (sort_key, segment, uncastable, v1, v2, v3, v4, v5, v6, v7, v8,
                        table_id, partition_values, definition, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """)) {
                int next = bind(insert, code);
                insert.bind(next, table.id())
                        .bind(next + 1, StringList.write(partition.values()))
                        .bind(next + 2, partition.definition())
                        .bind(next + 3, partition.createdAt().getEpochSecond());
                return insert.execute() == 1;
            }
        });
    }

    @Override
    public Optional<CatalogPartition> find(CatalogTable table, List<String> values) {
        return database.read(handle -> handle.select("""
                        SELECT partition_values, definition, created_at FROM catalog_partition
                        WHERE table_id = ? AND sort_key = ?
                        """, table.id(), sortKey(table, values))
                .map(JdbcPartitionStore::partition)
                .findOne());
    }

    @Override
    public OptionalLong id(CatalogTable table, List<String> values) {
        Optional<Long> id = database.read(handle -> handle.select(
                        "SELECT id FROM catalog_partition WHERE table_id = ? AND sort_key = ?",
                        table.id(),
                        sortKey(table, values))
                .mapTo(Long.class)
                .findOne());
        return id.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public Page<CatalogPartition> list(CatalogTable table, PartitionQuery query) {
        return database.read(handle -> {
            Optional<Condition> inMemory =
                    query.condition().filter(condition -> !canUseIndex(handle, table, condition));
            Optional<Condition> inSql = inMemory.isPresent() ? Optional.empty() : query.condition();
            Statement statement = list(table, query, inSql);
            try (Query select = handle.select(statement.sql(), statement.binds().toArray());
                    ResultIterator<Row> rows = select.map(Row::of).iterator()) {
                Predicate<Row> accepted = row -> inMemory.isEmpty()
                        || inMemory.orElseThrow()
                                .accepts(new PartitionRow(
                                        table.keys(), row.partition().values()));
                return page(rows, accepted, query.limit());
            }
        });
    }

    @Override
    public boolean replace(CatalogTable table, List<String> values, CatalogPartition partition) {
        PartitionCode code = PartitionCode.of(table.keys(), partition.values());
        return database.write(handle -> {
            try (Update update = handle.createUpdate("""
                    UPDATE catalog_partition SET sort_key = ?, segment = ?, uncastable = ?,
                        v1 = ?, v2 = ?, v3 = ?, v4 = ?, v5 = ?, v6 = ?, v7 = ?, v8 = ?,
                        partition_values = ?, definition = ?
                    WHERE table_id = ? AND sort_key = ?
                    """)) {
                int next = bind(update, code);
                update.bind(next, StringList.write(partition.values()))
                        .bind(next + 1, partition.definition())
                        .bind(next + 2, table.id())
                        .bind(next + 3, sortKey(table, values));
                return update.execute() == 1;
            }
        });
    }

    @Override
    public boolean remove(CatalogTable table, List<String> values) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM catalog_partition WHERE table_id = ? AND sort_key = ?",
                        table.id(),
                        sortKey(table, values))
                == 1);
    }

    @Override
    public void recode(CatalogTable table) {
        database.update(handle -> {
            List<Coded> all = handle.select(
                            "SELECT id, partition_values FROM catalog_partition WHERE table_id = ?", table.id())
                    .map((row, context) ->
                            new Coded(row.getLong("id"), StringList.read(row.getString("partition_values"))))
                    .list();
            // A number alone is no sort key: while they change one after the other, no new one meets an old one.
            handle.execute("UPDATE catalog_partition SET sort_key = CAST(id AS TEXT) WHERE table_id = ?", table.id());
            all.forEach(row -> recode(handle, table, row));
        });
    }

    /** The statement of a list query; package-private so that a test can ask SQLite for its plan. */
    static Statement list(CatalogTable table, PartitionQuery query, Optional<Condition> condition) {
        KeyRange range = condition
                .map(KeyRange::of)
                .orElse(KeyRange.EVERYTHING)
                .from(query.after().orElse(Page.START));
        List<Object> binds = new ArrayList<>(List.of(table.id(), range.after()));
        StringBuilder sql = new StringBuilder("""
                SELECT sort_key, partition_values, definition, created_at FROM catalog_partition
                WHERE table_id = ? AND sort_key > ?""");
        range.below().ifPresent(below -> {
            sql.append(" AND sort_key < ?");
            binds.add(below);
        });
        query.segment().ifPresent(segment -> {
            sql.append(" AND segment % ? = ?");
            binds.add(segment.total());
            binds.add(segment.number());
        });
        condition.map(JdbcPartitionFilter::of).ifPresent(filter -> {
            sql.append(" AND (").append(filter.sql()).append(")");
            binds.addAll(filter.binds());
        });
        return new Statement(sql.append(" ORDER BY sort_key").toString(), binds);
    }

    /** Reads rows until the page is full in number or in bytes. */
    private static Page<CatalogPartition> page(ResultIterator<Row> rows, Predicate<Row> accepted, int limit) {
        List<CatalogPartition> items = new ArrayList<>();
        String last = Page.START;
        int bytes = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            if (!accepted.test(row)) {
                continue;
            }
            if (items.size() == limit || bytes > PAGE_BYTES_MAX) {
                return new Page<>(items, Optional.of(last));
            }
            items.add(row.partition());
            bytes += row.partition().definition().length();
            last = row.sortKey();
        }
        return new Page<>(items, Optional.empty());
    }

    private static boolean canUseIndex(Handle handle, CatalogTable table, Condition condition) {
        return JdbcPartitionFilter.canExpress(condition)
                && handle.select(
                                "SELECT 1 FROM catalog_partition WHERE table_id = ? AND uncastable = 1 LIMIT 1",
                                table.id())
                        .mapTo(Integer.class)
                        .findOne()
                        .isEmpty();
    }

    private static void recode(Handle handle, CatalogTable table, Coded row) {
        try (Update update = handle.createUpdate("""
                UPDATE catalog_partition SET sort_key = ?, segment = ?, uncastable = ?,
                    v1 = ?, v2 = ?, v3 = ?, v4 = ?, v5 = ?, v6 = ?, v7 = ?, v8 = ?
                WHERE id = ?
                """)) {
            int next = bind(update, PartitionCode.of(table.keys(), row.values()));
            update.bind(next, row.id()).execute();
        }
    }

    /** Binds what an index holds; returns the next place. */
    private static int bind(Update update, PartitionCode code) {
        update.bind(0, code.sortKey()).bind(1, code.segment()).bind(2, code.uncastable() ? 1 : 0);
        for (int i = 0; i < JdbcPartitionFilter.COLUMNS; i++) {
            update.bind(3 + i, i < code.columns().size() ? code.columns().get(i) : "");
        }
        return 3 + JdbcPartitionFilter.COLUMNS;
    }

    private static String sortKey(CatalogTable table, List<String> values) {
        return PartitionCode.of(table.keys(), values).sortKey();
    }

    private static CatalogPartition partition(ResultSet row, @Nullable StatementContext context) throws SQLException {
        return new CatalogPartition(
                StringList.read(row.getString("partition_values")),
                row.getString("definition"),
                Instant.ofEpochSecond(row.getLong("created_at")));
    }

    /** A statement with the values to bind. */
    record Statement(String sql, List<Object> binds) {}

    private record Coded(long id, List<String> values) {}

    private record Row(String sortKey, CatalogPartition partition) {
        static Row of(ResultSet row, StatementContext context) throws SQLException {
            return new Row(row.getString("sort_key"), JdbcPartitionStore.partition(row, context));
        }
    }
}
