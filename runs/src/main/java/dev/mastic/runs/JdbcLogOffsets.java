package dev.mastic.runs;

import dev.mastic.store.Database;
import java.util.Optional;

/** Keeps how far each file of each run has become log events. */
final class JdbcLogOffsets {
    private final Database database;

    JdbcLogOffsets(Database database) {
        this.database = database;
    }

    long shippedTo(String runId, String file) {
        return database.read(
                handle -> handle.createQuery("SELECT shipped_to FROM run_log WHERE run_id = ? AND file = ?")
                        .bind(0, runId)
                        .bind(1, file)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    /** Moves the mark; false when somebody else has moved it. */
    boolean advance(String runId, String file, long from, long to) {
        return database.write(handle -> {
            handle.execute(
                    "INSERT INTO run_log (run_id, file, shipped_to) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
                    runId,
                    file);
            return handle.execute(
                            "UPDATE run_log SET shipped_to = ? WHERE run_id = ? AND file = ? AND shipped_to = ?",
                            to,
                            runId,
                            file,
                            from)
                    == 1;
        });
    }

    /** No more of this file: the run's role may not write it. */
    void refuse(String runId, String file, String reason) {
        database.update(handle -> handle.execute("""
                INSERT INTO run_log (run_id, file, shipped_to, refusal) VALUES (?, ?, 0, ?)
                ON CONFLICT (run_id, file) DO UPDATE SET refusal = excluded.refusal
                """, runId, file, reason));
    }

    boolean isRefused(String runId, String file) {
        return database.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM run_log WHERE run_id = ? AND file = ? AND refusal IS NOT NULL")
                .bind(0, runId)
                .bind(1, file)
                .mapTo(Boolean.class)
                .one());
    }

    Optional<String> refusal(String runId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT refusal FROM run_log WHERE run_id = ? AND refusal IS NOT NULL ORDER BY file LIMIT 1")
                .bind(0, runId)
                .mapTo(String.class)
                .findOne());
    }

    void forget(String runId) {
        database.update(handle -> handle.execute("DELETE FROM run_log WHERE run_id = ?", runId));
    }
}
