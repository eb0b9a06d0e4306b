package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.store.Database;
import dev.mastic.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestJdbcRunStore extends RunStoreContract {
    private final Database database = TestDatabase.create();
    private final JdbcRunStore runs = new JdbcRunStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    RunStore runs() {
        return runs;
    }

    @Tag("sqlite")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT DISTINCT account, region, job_name FROM run WHERE state = 'WAITING'",
                "SELECT * FROM run WHERE account = 'a' AND region = 'r' AND job_name = 'j' AND state = 'WAITING'"
                        + " ORDER BY started_on, id LIMIT 5",
                "SELECT * FROM run WHERE state = 'WAITING' AND stop_requested_on IS NOT NULL"
                        + " ORDER BY stop_requested_on LIMIT 5",
                "SELECT * FROM run WHERE state = 'WAITING' AND started_on < 5 ORDER BY started_on, id LIMIT 5",
                "SELECT * FROM run WHERE state = 'STARTING' AND driver_directory IS NULL"
                        + " ORDER BY execution_class DESC, started_on, id LIMIT 5",
                "SELECT * FROM run WHERE account = 'a' AND completed_on > 5 AND script_started_on < 9",
                "SELECT * FROM run WHERE notify_on IS NOT NULL AND notify_on <= 5 ORDER BY notify_on LIMIT 5",
                "SELECT * FROM run WHERE state IN ('STARTING', 'RUNNING', 'STOPPING') AND driver_directory IS NOT NULL",
                "SELECT count(*) FROM run WHERE account = 'a' AND region = 'r' AND job_name = 'j'"
                        + " AND state IN ('STARTING', 'RUNNING', 'STOPPING')",
                "SELECT * FROM run WHERE account = 'a' AND region = 'r' AND job_name = 'j'"
                        + " AND (started_on, id) < (1, 'x') ORDER BY started_on DESC, id DESC LIMIT 5",
                "SELECT * FROM run WHERE driver_directory IS NOT NULL AND NOT (state IN ('WAITING'))"
                        + " ORDER BY driver_directory LIMIT 5"
            })
    void noListReadsTheWholeTable(String query) {
        List<String> plan = database.read(handle -> handle.createQuery("EXPLAIN QUERY PLAN " + query)
                .map((row, context) -> row.getString("detail"))
                .list());
        assertThat(plan)
                .allMatch(step -> step.contains("USING INDEX")
                        || step.contains("USING COVERING INDEX")
                        || step.contains("TEMP B-TREE"));
        assertThat(plan)
                .noneMatch(step -> step.startsWith("SCAN run")
                        && !step.contains("run_with_driver")
                        && !step.contains("run_waiting"));
    }
}
