package dev.mastic.runs;

import dev.mastic.store.Database;
import java.util.List;

/** Keeps log events in a table, so that a test sees what commits. */
final class JdbcTestLog implements LogSink {
    private final Database database;

    JdbcTestLog(Database database) {
        this.database = database;
    }

    @Override
    public void append(Run run, Target target, List<Event> events) {
        database.update(handle -> events.forEach(event -> handle.execute(
                "INSERT INTO test_log (run_id, target, message) VALUES (?, ?, ?)",
                run.id(),
                target.group() + ":" + target.stream(),
                event.message())));
    }

    List<String> messages(String runId) {
        return strings("SELECT message FROM test_log WHERE run_id = ? ORDER BY id", runId);
    }

    List<String> targets(String runId) {
        return strings("SELECT DISTINCT target FROM test_log WHERE run_id = ? ORDER BY target", runId);
    }

    private List<String> strings(String query, String runId) {
        return database.read(handle ->
                handle.createQuery(query).bind(0, runId).mapTo(String.class).list());
    }
}
