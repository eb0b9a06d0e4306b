package dev.mastic.services.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.store.Database;
import dev.mastic.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists walk an index in the order they are asked for, whatever the size of the catalog. */
@Tag("sqlite")
class TestListPlans {
    private static final Database DATABASE = TestDatabase.create();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void databasesAreListedByTheirIndex() {
        assertThat(QueryPlan.of(DATABASE, JdbcDatabaseStore.LIST, "0", "r", "", 1))
                .singleElement()
                .asString()
                .startsWith("SEARCH catalog_database USING INDEX")
                .contains("(account=? AND region=? AND name>?)");
    }

    @Test
    void tablesAreListedByTheirIndex() {
        assertThat(QueryPlan.of(DATABASE, JdbcTableStore.LIST_NAMES, "0", "r", "d", ""))
                .noneMatch(step -> step.contains("TEMP B-TREE") || step.contains("SCAN"))
                .first()
                .asString()
                .startsWith("SEARCH catalog_table USING COVERING INDEX")
                .contains("(database_id=? AND name>?)");
    }

    @Test
    void allTablesAreListedByTheirIndexes() {
        assertThat(QueryPlan.of(DATABASE, JdbcTableStore.LIST_ALL, "0", "r", "", "", "", 1))
                .hasSize(2)
                .allMatch(step -> step.startsWith("SEARCH"));
    }

    @Test
    void functionsAreListedByTheirIndexes() {
        assertThat(QueryPlan.of(DATABASE, JdbcFunctionStore.LIST, "0", "r", "", "", ""))
                .hasSize(2)
                .allMatch(step -> step.startsWith("SEARCH"));
    }

    @Test
    void versionsAreListedByTheirIndex() {
        assertThat(QueryPlan.of(DATABASE, JdbcTableStore.LIST_VERSIONS, 1, 5, 1))
                .singleElement()
                .asString()
                .startsWith("SEARCH catalog_table_version USING INDEX")
                .contains("(table_id=? AND version<?)");
    }

    @Test
    void partitionIndexesAreListedByTheirIndex() {
        assertThat(QueryPlan.of(DATABASE, JdbcPartitionIndexStore.LIST, 1))
                .singleElement()
                .asString()
                .startsWith("SEARCH catalog_partition_index USING INDEX");
    }

    @Test
    void catalogsAreListedByTheirIndex() {
        assertThat(QueryPlan.of(DATABASE, JdbcNestedCatalogStore.LIST, "0", "r", "", 1))
                .singleElement()
                .asString()
                .startsWith("SEARCH catalog_nested USING INDEX")
                .contains("(account=? AND region=? AND name>?)");
    }
}
