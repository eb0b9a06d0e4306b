package dev.mastic.services.jobs;

import dev.mastic.runs.JobKey;
import dev.mastic.store.Database;
import dev.mastic.store.SealedText;
import dev.mastic.store.SealingKey;
import dev.mastic.store.Upsert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Keeps bookmarks in the database. */
final class JdbcBookmarkStore implements BookmarkStore {
    /** How many runs of a job can be gone back to. */
    private static final int RUNS_MAX = 1_000;

    private static final String OF_JOB = " WHERE account = :account AND region = :region AND job_name = :name";
    private static final String COLUMNS =
            "account, region, job_name, version, run, attempt, run_id, previous_run_id, bookmark, commits";
    private static final String VALUES =
            ":account, :region, :name, :version, :run, :attempt, :run_id, :previous_run_id, :bookmark, :commits";

    private final Database database;
    private final SealedText sealed;

    JdbcBookmarkStore(Database database, SealingKey key) {
        this.database = database;
        this.sealed = new SealedText(key);
    }

    @Override
    public Optional<Bookmark> find(JobKey job) {
        return database.read(handle -> bindJob(handle.createQuery("SELECT * FROM job_bookmark" + OF_JOB), job)
                .map(this::bookmark)
                .findOne());
    }

    @Override
    public Optional<Bookmark> findOfRun(JobKey job, String runId) {
        return database.read(handle -> bindJob(
                        handle.createQuery("SELECT * FROM job_bookmark_history" + OF_JOB + " AND run_id = :run_id"),
                        job)
                .bind("run_id", runId)
                .map(this::bookmark)
                .findOne());
    }

    @Override
    public Optional<Bookmark> findAt(JobKey job, Instant runStartedOn) {
        return database.read(handle -> bindJob(
                        handle.createQuery("SELECT * FROM job_bookmark_history" + OF_JOB
                                + " AND run_started_on <= :started ORDER BY run_started_on DESC, version DESC LIMIT 1"),
                        job)
                .bind("started", runStartedOn.toEpochMilli())
                .map(this::bookmark)
                .findOne());
    }

    @Override
    public void put(Bookmark bookmark) {
        database.update(handle -> bind(
                        handle.createUpdate("INSERT INTO job_bookmark (" + COLUMNS + ") VALUES (" + VALUES + ")"
                                + Upsert.replacing("account, region, job_name", COLUMNS)),
                        bookmark)
                .execute());
    }

    @Override
    public void putMoved(Bookmark bookmark, Instant runStartedOn) {
        database.update(handle -> {
            put(bookmark);
            bind(
                            handle.createUpdate("INSERT INTO job_bookmark_history (" + COLUMNS
                                    + ", run_started_on) VALUES (" + VALUES + ", :started)"
                                    + Upsert.replacing(
                                            "account, region, job_name, run_id", COLUMNS + ", run_started_on")),
                            bookmark)
                    .bind("started", runStartedOn.toEpochMilli())
                    .execute();
            forgetOldest(handle, bookmark.job());
        });
    }

    @Override
    public void remove(JobKey job) {
        database.update(handle -> {
            bindJob(handle.createUpdate("DELETE FROM job_bookmark" + OF_JOB), job)
                    .execute();
            bindJob(handle.createUpdate("DELETE FROM job_bookmark_history" + OF_JOB), job)
                    .execute();
        });
    }

    private static void forgetOldest(Handle handle, JobKey job) {
        bindJob(
                        handle.createUpdate("DELETE FROM job_bookmark_history" + OF_JOB
                                + " AND run_started_on <= (SELECT run_started_on FROM job_bookmark_history" + OF_JOB
                                + " ORDER BY run_started_on DESC LIMIT 1 OFFSET :max)"),
                        job)
                .bind("max", RUNS_MAX)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bindJob(S statement, JobKey job) {
        return statement
                .bind("account", job.account())
                .bind("region", job.region())
                .bind("name", job.name());
    }

    private <S extends SqlStatement<S>> S bind(S statement, Bookmark bookmark) {
        return bindJob(statement, bookmark.job())
                .bind("version", bookmark.version())
                .bind("run", bookmark.run())
                .bind("attempt", bookmark.attempt())
                .bind("run_id", bookmark.runId().orElse(null))
                .bind("previous_run_id", bookmark.previousRunId().orElse(null))
                .bind(
                        "bookmark",
                        bookmark.state()
                                .map(state -> sealed.seal(state, place(bookmark.job())))
                                .orElse(null))
                .bind("commits", bookmark.commits());
    }

    private Bookmark bookmark(ResultSet row, StatementContext context) throws SQLException {
        JobKey job = new JobKey(row.getString("account"), row.getString("region"), row.getString("job_name"));
        return new Bookmark(
                job,
                row.getInt("version"),
                row.getInt("run"),
                row.getInt("attempt"),
                Optional.ofNullable(row.getString("run_id")),
                Optional.ofNullable(row.getString("previous_run_id")),
                Optional.ofNullable(row.getString("bookmark")).map(state -> sealed.open(state, place(job))),
                row.getInt("commits"));
    }

    private static String place(JobKey job) {
        return "bookmark/" + job.account() + "/" + job.region() + "/" + job.name();
    }
}
