package dev.mastic.runs;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Keeps runs in the database. */
public final class JdbcRunStore implements RunStore {
    private static final String ACTIVE = "state IN ('STARTING', 'RUNNING', 'STOPPING')";
    private static final String NOT_ENDED = "state IN ('WAITING', 'STARTING', 'RUNNING', 'STOPPING')";

    private static final String INSERT = """
            INSERT INTO run (id, account, region, job_name, attempt, previous_run_id, settings, state, started_on,
                modified_on, script_started_on, completed_on, error_message, fault, detail, stop_requested_on, token,
                credentials_token, launches, driver_directory, driver_pid, driver_start, stop_reason, stop_ordered_on,
                version, execution_class, notify_on)
            VALUES (:id, :account, :region, :job_name, :attempt, :previous_run_id, :settings, :state, :started_on,
                :modified_on, :script_started_on, :completed_on, :error_message, :fault, :detail, :stop_requested_on,
                :token, :credentials_token, :launches, :driver_directory, :driver_pid, :driver_start, :stop_reason,
                :stop_ordered_on, :version, :execution_class, :notify_on)
            """;

    /** What is not here was decided when the run began. */
    private static final String UPDATE = """
            UPDATE run SET state = :state, modified_on = :modified_on, script_started_on = :script_started_on,
                completed_on = :completed_on, error_message = :error_message, fault = :fault, detail = :detail,
                stop_requested_on = :stop_requested_on, token = :token, credentials_token = :credentials_token,
                launches = :launches, driver_directory = :driver_directory, driver_pid = :driver_pid,
                driver_start = :driver_start, stop_reason = :stop_reason, stop_ordered_on = :stop_ordered_on,
                version = :version
            WHERE id = :id AND version = :version_read
            """;

    private final Database database;
    private final StoredSettings settings = new StoredSettings();

    public JdbcRunStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Run> find(String id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM run WHERE id = ?")
                .bind(0, id)
                .map(this::run)
                .findOne());
    }

    @Override
    public void insert(Run run) {
        database.update(handle -> insert(handle, run));
    }

    @Override
    public boolean replace(Run read, Run changed) {
        return replace(read, changed, Optional.empty());
    }

    @Override
    public boolean replace(Run read, Run changed, Optional<Run> successor) {
        return database.write(handle -> {
            boolean first = bindChanging(handle.createUpdate(UPDATE), changed)
                            .bind("id", read.id())
                            .bind("version_read", read.version())
                            .execute()
                    == 1;
            if (first) {
                successor.ifPresent(run -> insert(handle, run));
            }
            return first;
        });
    }

    @Override
    public List<JobKey> jobsWaiting() {
        return database.read(handle -> handle.createQuery(
                        "SELECT DISTINCT account, region, job_name FROM run WHERE state = 'WAITING'")
                .map((row, context) ->
                        new JobKey(row.getString("account"), row.getString("region"), row.getString("job_name")))
                .list());
    }

    @Override
    public List<Run> waiting(JobKey job, int max) {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM run WHERE account = ? AND region = ? AND job_name = ?"
                                + " AND state = 'WAITING' ORDER BY started_on, id LIMIT ?")
                        .bind(0, job.account())
                        .bind(1, job.region())
                        .bind(2, job.name())
                        .bind(3, max)
                        .map(this::run)
                        .list());
    }

    @Override
    public List<Run> waitingInVain(Instant begunBefore, int max) {
        return database.read(handle -> {
            List<Run> found = new ArrayList<>(
                    handle.createQuery("SELECT * FROM run WHERE state = 'WAITING' AND stop_requested_on IS NOT NULL"
                                    + " ORDER BY stop_requested_on LIMIT ?")
                            .bind(0, max)
                            .map(this::run)
                            .list());
            handle.createQuery("SELECT * FROM run WHERE state = 'WAITING' AND started_on < ?"
                            + " ORDER BY started_on, id LIMIT ?")
                    .bind(0, begunBefore.toEpochMilli())
                    .bind(1, max)
                    .map(this::run)
                    .filter(run -> run.stopRequestedOn().isEmpty())
                    .forEach(found::add);
            return found;
        });
    }

    @Override
    public List<Run> due(int max) {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM run WHERE state = 'STARTING' AND driver_directory IS NULL"
                                + " ORDER BY execution_class DESC, started_on, id LIMIT ?")
                        .bind(0, max)
                        .map(this::run)
                        .list());
    }

    @Override
    public int countUndriven(int max) {
        return database.read(handle -> handle.createQuery(
                                "SELECT count(*) FROM (SELECT 1 FROM run WHERE state = 'WAITING' LIMIT :max) AS waiting")
                        .bind("max", max)
                        .mapTo(Integer.class)
                        .one()
                + handle.createQuery("SELECT count(*) FROM (SELECT 1 FROM run"
                                + " WHERE state = 'STARTING' AND driver_directory IS NULL LIMIT :max) AS due")
                        .bind("max", max)
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public List<Run> toNotify(Instant now, int max) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM run WHERE notify_on IS NOT NULL AND notify_on <= ? ORDER BY notify_on LIMIT ?")
                .bind(0, now.toEpochMilli())
                .bind(1, max)
                .map(this::run)
                .list());
    }

    @Override
    public boolean notified(String id) {
        return database.write(handle ->
                handle.execute("UPDATE run SET notify_on = NULL WHERE id = ? AND notify_on IS NOT NULL", id) == 1);
    }

    @Override
    public List<Run> launched() {
        return oldestFirst(ACTIVE + " AND driver_directory IS NOT NULL", Integer.MAX_VALUE);
    }

    @Override
    public List<Run> unreleased(int max) {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM run WHERE driver_directory IS NOT NULL AND NOT ("
                                + NOT_ENDED + ") ORDER BY driver_directory LIMIT ?")
                        .bind(0, max)
                        .map(this::run)
                        .list());
    }

    @Override
    public int countActive(JobKey job) {
        // Kept by triggers, not counted: a job may have many thousands of runs queued, and every start asks.
        return database.read(handle -> handle.createQuery(
                        "SELECT active FROM run_active WHERE account = ? AND region = ? AND job_name = ?")
                .bind(0, job.account())
                .bind(1, job.region())
                .bind(2, job.name())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0));
    }

    @Override
    public void workingBetween(String account, Instant from, Instant to, Consumer<Run> told) {
        database.read(handle -> {
            handle.createQuery("SELECT * FROM run WHERE account = ? AND completed_on > ? AND script_started_on < ?")
                    .bind(0, account)
                    .bind(1, from.toEpochMilli())
                    .bind(2, to.toEpochMilli())
                    .map(this::run)
                    .forEach(told);
            handle.createQuery("SELECT * FROM run WHERE " + ACTIVE + " AND account = ? AND script_started_on < ?")
                    .bind(0, account)
                    .bind(1, to.toEpochMilli())
                    .map(this::run)
                    .forEach(told);
            return true;
        });
    }

    @Override
    public Map<RunState, Integer> countByState() {
        return database.read(handle -> {
            Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
            handle.createQuery("SELECT state, count(*) AS runs FROM run WHERE " + NOT_ENDED + " GROUP BY state")
                    .map((row, context) -> counts.put(RunState.valueOf(row.getString("state")), row.getInt("runs")))
                    .list();
            return counts;
        });
    }

    @Override
    public int removeEndedBefore(Instant time, int max) {
        return database.write(handle -> handle.execute(
                "DELETE FROM run WHERE id IN (SELECT id FROM run WHERE completed_on < ? AND driver_directory IS NULL"
                        + " ORDER BY completed_on LIMIT ?)",
                time.toEpochMilli(),
                max));
    }

    @Override
    public List<Run> ofJob(JobKey job, Optional<Place> after, int max) {
        String behind = after.isPresent() ? " AND (started_on, id) < (:place, :place_id)" : "";
        return database.read(handle -> {
            var query = handle.createQuery(
                            "SELECT * FROM run WHERE account = :account AND region = :region AND job_name = :name"
                                    + behind + " ORDER BY started_on DESC, id DESC LIMIT :max")
                    .bind("account", job.account())
                    .bind("region", job.region())
                    .bind("name", job.name())
                    .bind("max", max);
            after.ifPresent(place ->
                    query.bind("place", place.startedOn().toEpochMilli()).bind("place_id", place.id()));
            return query.map(this::run).list();
        });
    }

    private List<Run> oldestFirst(String condition, int max) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM run WHERE " + condition + " ORDER BY started_on, id LIMIT ?")
                .bind(0, max)
                .map(this::run)
                .list());
    }

    private void insert(Handle handle, Run run) {
        Instant startedOn = run.progress().startedOn();
        bindChanging(handle.createUpdate(INSERT), run)
                .bind("id", run.id())
                .bind("account", run.job().account())
                .bind("region", run.job().region())
                .bind("job_name", run.job().name())
                .bind("attempt", run.attempt().number())
                .bind("previous_run_id", run.attempt().previousRunId().orElse(null))
                .bind("settings", settings.write(run.settings()))
                .bind("started_on", startedOn.toEpochMilli())
                .bind("execution_class", run.settings().capacity().executionClass())
                .bind("notify_on", millis(run.settings().notifyDelayAfter().map(startedOn::plus)))
                .execute();
    }

    private static <S extends SqlStatement<S>> S bindChanging(S statement, Run run) {
        Progress progress = run.progress();
        Hold hold = run.hold();
        return statement
                .bind("state", run.state().name())
                .bind("modified_on", progress.modifiedOn().toEpochMilli())
                .bind("script_started_on", millis(progress.scriptStartedOn()))
                .bind("completed_on", millis(progress.completedOn()))
                .bind(
                        "error_message",
                        progress.failure().map(Progress.Failure::message).orElse(null))
                .bind(
                        "fault",
                        progress.failure()
                                .map(failure -> failure.fault().name())
                                .orElse(null))
                .bind("detail", progress.detail().orElse(null))
                .bind("stop_requested_on", millis(run.stopRequestedOn()))
                .bind("token", hold.token())
                .bind("credentials_token", hold.credentialsToken())
                .bind("launches", hold.launches())
                .bind(
                        "driver_directory",
                        hold.driver().map(DriverRef::directory).orElse(null))
                .bind("driver_pid", hold.driver().map(DriverRef::pid).orElse(null))
                .bind("driver_start", hold.driver().map(DriverRef::processStart).orElse(null))
                .bind(
                        "stop_reason",
                        hold.order().map(order -> order.reason().name()).orElse(null))
                .bind(
                        "stop_ordered_on",
                        hold.order().map(order -> order.since().toEpochMilli()).orElse(null))
                .bind("version", run.version());
    }

    private Run run(ResultSet row, StatementContext context) throws SQLException {
        return new Run(
                row.getString("id"),
                new JobKey(row.getString("account"), row.getString("region"), row.getString("job_name")),
                new Attempt(row.getInt("attempt"), Optional.ofNullable(row.getString("previous_run_id"))),
                settings.read(row.getString("settings")),
                RunState.valueOf(row.getString("state")),
                progress(row),
                instant(row, "stop_requested_on"),
                hold(row),
                row.getLong("version"));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        Optional<String> message = Optional.ofNullable(row.getString("error_message"));
        String fault = row.getString("fault");
        return new Progress(
                Instant.ofEpochMilli(row.getLong("started_on")),
                Instant.ofEpochMilli(row.getLong("modified_on")),
                instant(row, "script_started_on"),
                instant(row, "completed_on"),
                message.map(text -> new Progress.Failure(text, Fault.valueOf(fault))),
                Optional.ofNullable(row.getString("detail")));
    }

    private static Hold hold(ResultSet row) throws SQLException {
        Optional<String> directory = Optional.ofNullable(row.getString("driver_directory"));
        long pid = row.getLong("driver_pid");
        String start = row.getString("driver_start");
        Optional<String> reason = Optional.ofNullable(row.getString("stop_reason"));
        Optional<Instant> ordered = instant(row, "stop_ordered_on");
        return new Hold(
                row.getLong("token"),
                row.getString("credentials_token"),
                row.getInt("launches"),
                directory.map(name -> new DriverRef(name, pid, start)),
                reason.flatMap(name -> ordered.map(since -> new Hold.StopOrder(Hold.Reason.valueOf(name), since))));
    }

    private static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
