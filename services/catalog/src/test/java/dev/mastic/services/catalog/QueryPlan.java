package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.util.List;

/** How SQLite would answer a statement: one line for each step. */
final class QueryPlan {
    private QueryPlan() {}

    static List<String> of(Database database, String sql, Object... binds) {
        return database.read(handle -> handle.select("EXPLAIN QUERY PLAN " + sql, binds)
                .map((row, context) -> row.getString("detail"))
                .list());
    }
}
