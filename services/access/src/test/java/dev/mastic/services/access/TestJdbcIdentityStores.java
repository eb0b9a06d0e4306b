package dev.mastic.services.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.store.Database;
import dev.mastic.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestJdbcIdentityStores extends IdentityStoreContract {
    private final Database database = TestDatabase.create();

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    IdentityStore identities() {
        return new JdbcIdentityStore(database);
    }

    @Override
    GrantStore grants() {
        return new JdbcGrantStore(database);
    }

    @Override
    PolicyStore policies() {
        return new JdbcPolicyStore(database);
    }

    @Tag("sqlite")
    @ParameterizedTest
    @ValueSource(strings = {JdbcIdentityStore.LIST, JdbcPolicyStore.LIST})
    void aListWalksItsIndexAndSortsNothing(String sql) {
        assertThat(String.join("\n", plan(sql.replaceAll(":[a-z]+", "'x'").replace("LIMIT 'x'", "LIMIT 1"))))
                .contains("USING INDEX")
                .doesNotContain("TEMP B-TREE")
                .doesNotContain("SCAN");
    }

    @Tag("sqlite")
    @Test
    void anAttachmentIsFoundByItsPolicy() {
        assertThat(plan("SELECT count(*) FROM access_attachment WHERE policy_arn = 'x'"))
                .anySatisfy(step -> assertThat(step).contains("access_attachment_by_policy"));
    }

    private List<String> plan(String sql) {
        return database.read(handle -> handle.createQuery("EXPLAIN QUERY PLAN " + sql)
                .map((row, context) -> row.getString("detail"))
                .list());
    }
}
