package dev.mastic.runs;

import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import dev.mastic.store.RandomIds;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;

/** The loops over a database and a machine of their own. A restart makes new loops over the same two. */
final class World implements AutoCloseable {
    static final Duration GRACE = Duration.ofSeconds(10);

    final TestClock clock = TestClock.atNoon();
    final Database database = TestDatabase.create();
    final JdbcTestLog log = new JdbcTestLog(database);
    final FakeLake lake = new FakeLake();
    final JdbcTestWrites writes = new JdbcTestWrites(database);
    final FakeMachine machine;
    final Ids ids;
    final RunStore rows = new JdbcRunStore(database);
    int runsMax = 100;
    int queueMax = RunQueue.UNDRIVEN_RUNS_MAX;
    Failpoints failpoints = Failpoints.NONE;
    LogSink sink = log;
    MetricSink metrics = (run, counts, time) -> {};
    EventLogSink eventSink = EventLogSink.NONE;
    RoleSessions roles = run -> new RoleSession(
            "arn:aws:iam::000000000000:role/etl", "ASIA", "secret", "token", Settings.NOON.plusSeconds(3_600));

    /** What stands between the loops and the rows, e.g. something that fails now and then. */
    UnaryOperator<RunStore> between = UnaryOperator.identity();

    RunQueue queue;
    Dispatcher dispatcher;
    Watcher watcher;
    LogShipper shipper;
    EventLogs eventLogs;

    private final Path root;

    World(long seed) {
        ids = new RandomIds(new Random(seed));
        root = temporaryDirectory();
        machine = new FakeMachine(root.resolve("drivers"), clock);
        restart();
    }

    /** A new server process. */
    void restart() {
        RunStore runs = between.apply(rows);
        RunPlanner planner = new RunPlanner(run -> roles.open(run), lake, writes, root.resolve("staging"));
        EndReports reports = new EndReports(
                (run, target, events) -> sink.append(run, target, events),
                (run, counts, time) -> metrics.put(run, counts, time));
        RunEnds ends = new RunEnds(runs, writes, reports, database, ids, run -> {});
        queue = new RunQueue(runs, queueMax, database, ids, clock, failpoints, Signal.NONE);
        eventLogs = new EventLogs(runs, machine, (run, at, bytes) -> eventSink.put(run, at, bytes), database, clock);
        shipper = new LogShipper(
                runs,
                machine,
                (run, target, events) -> sink.append(run, target, events),
                eventLogs,
                database,
                clock,
                failpoints);
        watcher = new Watcher(runs, ends, machine, shipper, GRACE, clock, failpoints, Signal.NONE);
        dispatcher = new Dispatcher(runs, ends, planner, machine, () -> runsMax, ids, clock, failpoints);
        watcher.recover();
        dispatcher.recover();
    }

    Run start() {
        return start(Settings.plain());
    }

    Run start(RunSettings settings) {
        return queue.start(Settings.NIGHTLY, settings, java.util.Optional.empty())
                .orElseThrow();
    }

    Run row(Run run) {
        return rows.find(run.id()).orElseThrow();
    }

    /** Starts a run and lets its script begin. */
    Run running(RunSettings settings) {
        Run run = start(settings);
        dispatcher.tick();
        machine.of(run.id()).begin();
        watcher.tick();
        return row(run);
    }

    void tick() {
        dispatcher.tick();
        shipper.tick();
        watcher.tick();
    }

    @Override
    public void close() {
        database.close();
        FileTree.delete(root);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("mastic-world");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
