package dev.mastic.services.crawlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.store.Database;
import dev.mastic.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every list is read by its index, without a sort. */
@Tag("sqlite")
class TestListPlans {
    private static final Database DATABASE = TestDatabase.create();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void crawlersAreListedByTheirIndex() {
        assertThat(plan(JdbcCrawlerStore.LIST, "0", "r", "", 1))
                .singleElement()
                .asString()
                .contains("USING INDEX", "(account=? AND region=? AND name>?)");
    }

    @Test
    void dueCrawlersAreFoundByTheirTime() {
        assertThat(plan(JdbcCrawlerStore.DUE, 1L, 1)).singleElement().asString().contains("USING INDEX crawler_due");
    }

    @Test
    void crawlsAreListedByTheirStart() {
        assertThat(plan(JdbcCrawlStore.LIST, 1L, 1L, "", 1))
                .singleElement()
                .asString()
                .contains("USING INDEX crawl_by_start");
    }

    @Test
    void classifiersAreListedByTheirIndex() {
        assertThat(plan(JdbcClassifierStore.LIST, "0", "r", "", 1))
                .singleElement()
                .asString()
                .contains("USING INDEX", "(account=? AND region=? AND name>?)");
    }

    private static List<String> plan(String sql, Object... binds) {
        return DATABASE.read(handle -> handle.select("EXPLAIN QUERY PLAN " + sql, binds)
                .map((row, context) -> row.getString("detail"))
                .list());
    }
}
