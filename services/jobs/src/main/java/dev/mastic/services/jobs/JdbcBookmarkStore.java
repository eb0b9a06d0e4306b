package dev.mastic.services.jobs;

import dev.mastic.runs.JobKey;
import dev.mastic.store.Database;
import java.util.Optional;

/** Keeps bookmarks in the database. */
final class JdbcBookmarkStore implements BookmarkStore {
    private final Database database;

    JdbcBookmarkStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Bookmark> find(JobKey job) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM job_bookmark WHERE account = ? AND region = ? AND job_name = ?")
                .bind(0, job.account())
                .bind(1, job.region())
                .bind(2, job.name())
                .map((row, context) -> new Bookmark(
                        job,
                        row.getInt("version"),
                        row.getInt("run"),
                        row.getInt("attempt"),
                        Optional.ofNullable(row.getString("run_id")),
                        Optional.ofNullable(row.getString("previous_run_id")),
                        Optional.ofNullable(row.getString("bookmark"))))
                .findOne());
    }

    @Override
    public void put(Bookmark bookmark) {
        database.update(handle -> handle.execute(
                """
                INSERT OR REPLACE INTO job_bookmark
                    (account, region, job_name, version, run, attempt, run_id, previous_run_id, bookmark)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                bookmark.job().account(),
                bookmark.job().region(),
                bookmark.job().name(),
                bookmark.version(),
                bookmark.run(),
                bookmark.attempt(),
                bookmark.runId().orElse(null),
                bookmark.previousRunId().orElse(null),
                bookmark.state().orElse(null)));
    }

    @Override
    public void remove(JobKey job) {
        database.update(handle -> handle.execute(
                "DELETE FROM job_bookmark WHERE account = ? AND region = ? AND job_name = ?",
                job.account(),
                job.region(),
                job.name()));
    }
}
