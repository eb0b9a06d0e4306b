package dev.mastic.services.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.services.catalog.expression.Condition;
import dev.mastic.services.catalog.expression.PartitionExpression;
import dev.mastic.services.catalog.expression.PartitionKey;
import dev.mastic.store.Database;
import dev.mastic.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestJdbcPartitionStore extends PartitionStoreContract {
    private static final Catalog CATALOG = new Catalog("000000000000", "us-east-1");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    // One for all tests: each makes tables of its own.
    private static final Database DATABASE = TestDatabase.create();
    private static final AtomicInteger MADE = new AtomicInteger();

    private final TableStore tables = new JdbcTableStore(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Override
    PartitionStore store() {
        return new JdbcPartitionStore(DATABASE);
    }

    @Override
    void atOnce(Runnable work) {
        DATABASE.update(handle -> work.run());
    }

    @Override
    CatalogTable table(List<PartitionKey> keys) {
        String name = "t" + MADE.getAndIncrement();
        new JdbcDatabaseStore(DATABASE).add(CATALOG, new CatalogDatabase("lake", "{}", NOON));
        assertThat(tables.add(CATALOG, new CatalogTable(0, "lake", name, 0, keys, "{}", "", NOON, NOON)))
                .isTrue();
        return tables.find(CATALOG, "lake", name).orElseThrow();
    }

    @Tag("sqlite")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "year = 2021",
                "year = 2021 AND city = 'a'",
                "year > 2021 AND city = 'a'",
                "year IN (2021, 2023)",
                "city = 'a'",
                "city LIKE 'a%' OR year = 2021",
                "NOT (year BETWEEN 2020 AND 2021)"
            })
    void aListWalksTheIndexInItsOrder(String expression) {
        CatalogTable table = table(List.of(new PartitionKey("year", "int"), new PartitionKey("city", "string")));
        Optional<Condition> condition = PartitionExpression.parse(expression, table.keys());
        PartitionQuery query =
                new PartitionQuery(condition, Optional.of(new PartitionQuery.Segment(1, 5)), Optional.of("x"), 1000);

        JdbcPartitionStore.Statement statement = JdbcPartitionStore.list(table, query, condition);
        List<String> plan =
                QueryPlan.of(DATABASE, statement.sql(), statement.binds().toArray());

        assertThat(plan).hasSize(1);
        assertThat(plan.get(0))
                .startsWith("SEARCH catalog_partition USING INDEX catalog_partition_by_key (table_id=? AND sort_key>?");
    }
}
