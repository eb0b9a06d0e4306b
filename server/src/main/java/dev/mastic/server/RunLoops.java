package dev.mastic.server;

import static java.util.Objects.requireNonNull;

import dev.mastic.runs.DelayNotices;
import dev.mastic.runs.Dispatcher;
import dev.mastic.runs.EndReports;
import dev.mastic.runs.EventLogSink;
import dev.mastic.runs.EventLogs;
import dev.mastic.runs.JdbcRunStore;
import dev.mastic.runs.LogShipper;
import dev.mastic.runs.LogSink;
import dev.mastic.runs.Retention;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunCredentials;
import dev.mastic.runs.RunEnds;
import dev.mastic.runs.RunHolders;
import dev.mastic.runs.RunPlanner;
import dev.mastic.runs.RunQueue;
import dev.mastic.runs.RunStore;
import dev.mastic.runs.Watcher;
import dev.mastic.runs.local.DriverPool;
import dev.mastic.runs.local.DriverSettings;
import dev.mastic.runs.local.Isolation;
import dev.mastic.runs.local.LocalLauncher;
import dev.mastic.runs.local.OsProcesses;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens after StartJobRun, wired and turning: dispatcher, watcher, log shipper and warm pool, each on its thread. */
final class RunLoops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunLoops.class);
    private static final Duration DISPATCH_PERIOD = Duration.ofMillis(250);
    private static final Duration WATCH_PERIOD = Duration.ofMillis(20);
    private static final Duration SHIP_PERIOD = Duration.ofMillis(25);
    private static final Duration NOTICE_PERIOD = Duration.ofSeconds(1);
    private static final Duration RETENTION_PERIOD = Duration.ofMinutes(10);
    private static final Duration DRAIN_PERIOD = Duration.ofMillis(200);
    private static final Duration EVENT_LOG_PERIOD = Duration.ofSeconds(1);
    private static final Duration POOL_PERIOD = Duration.ofMillis(200);

    private final RunStore store;
    private final RunEnds ends;
    private final RunHolders holders;
    private final RunQueue queue;
    private final RunCredentials credentials;
    private final RunPlanner planner;
    private final DelayNotices notices;
    private final DiskSpace disk;
    private final LogSink logSink;
    private final EventLogSink eventLogSink;
    private final Database database;
    private final Configuration configuration;
    private final Ids ids;
    private final Clock clock;
    private final Failpoints failpoints;
    private final Path drivers;
    private final Isolation isolation;
    private final Ticker dispatching = new Ticker("dispatcher", DISPATCH_PERIOD);
    private final Ticker watching = new Ticker("watcher", WATCH_PERIOD);
    private final Ticker shipping = new Ticker("log-shipper", SHIP_PERIOD);
    private final Retention retention;
    private final Ticker forgetting = new Ticker("retention", RETENTION_PERIOD);
    private final Ticker noticing = new Ticker("delay-notices", NOTICE_PERIOD);
    private final Ticker eventing = new Ticker("event-logs", EVENT_LOG_PERIOD);
    private final Ticker warming = new Ticker("pool", POOL_PERIOD);
    private final Deque<Runnable> opened = new ArrayDeque<>();
    private volatile boolean draining;
    private volatile @Nullable DriverPool pool;

    RunLoops(
            Configuration configuration,
            DataDirectory data,
            Database database,
            Ids ids,
            Clock clock,
            Failpoints failpoints,
            RunPorts ports,
            DiskSpace disk,
            Consumer<Run> ended) {
        this.disk = disk;
        this.configuration = configuration;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.failpoints = failpoints;
        this.logSink = ports.logSink();
        this.eventLogSink = ports.eventLogs();
        this.drivers = data.resolve("drivers");
        this.isolation = isolation(configuration);
        store = new JdbcRunStore(database);
        queue = new RunQueue(store, configuration.runs().undrivenMax(), database, ids, clock, failpoints, this::wake);
        retention = new Retention(store, configuration.runs().kept(), clock);
        notices = new DelayNotices(store, ports.events(), database, ids, clock);
        holders = new RunHolders(store);
        ends = new RunEnds(
                store, ports.writes(), new EndReports(ports.logSink(), ports.metrics()), database, ids, ended);
        credentials = new RunCredentials(holders, ports.roleSessions(), clock);
        planner = new RunPlanner(ports.roleSessions(), ports.lake(), ports.writes(), data.resolve("staging"));
    }

    /**
     * Begins no run any more, and waits until those that work have ended.
     *
     * @param timeMax after which it waits no longer; drivers that still work are adopted by the next server
     */
    void drain(Duration timeMax) {
        draining = true;
        Instant until = clock.instant().plus(timeMax);
        LOG.info("no run is begun any more; {} still work", store.launched().size());
        try {
            while (!store.launched().isEmpty() && clock.instant().isBefore(until)) {
                Thread.sleep(DRAIN_PERIOD.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What keeps drivers from the rest of the machine. */
    String isolation() {
        return isolation.description();
    }

    private static Isolation isolation(Configuration configuration) {
        Configuration.Driver driver = configuration.driver();
        List<Path> readable = new ArrayList<>();
        driver.home().ifPresent(readable::add);
        driver.pythonPath().forEach(path -> readable.add(Path.of(path).toAbsolutePath()));
        // A virtual environment, as its own Python knows it: beside the directory of the executable.
        Path python = Path.of(driver.python());
        if (python.isAbsolute() && python.getNameCount() > 2) {
            readable.add(python.resolve("../..").normalize());
        }
        return Isolation.probe(driver.isolation(), configuration.dataDirectory(), readable);
    }

    /** Whether runs are waited for and none is begun. */
    boolean isDraining() {
        return draining;
    }

    /** The warm drivers, once the loops have been started. */
    DriverPool pool() {
        return requireNonNull(pool, "the loops have not been started");
    }

    private int runsMax() {
        return draining || !disk.isEnough() ? 0 : configuration.runs().runsMax();
    }

    /** Every run there is. */
    RunStore store() {
        return store;
    }

    /** What the API asks of runs. */
    RunQueue queue() {
        return queue;
    }

    /** Which drivers have which runs. */
    RunHolders holders() {
        return holders;
    }

    /** Where the run's driver writes its files, as long as it has one. */
    Optional<Path> directory(Run run) {
        return run.hold().driver().map(driver -> drivers.resolve(driver.directory()));
    }

    /** Where drivers get newer credentials. */
    RunCredentials credentials() {
        return credentials;
    }

    /**
     * Takes up what an earlier server process left, and begins to work.
     *
     * @param endpoint where drivers reach this server
     */
    void start(String endpoint) {
        LocalLauncher launcher = LocalLauncher.create(
                settings(endpoint),
                new OsProcesses(),
                configuration.runs().pool(),
                ids,
                clock,
                warming::wake,
                watching::wake);
        EventLogs eventLogs = new EventLogs(store, launcher, eventLogSink, database, clock);
        LogShipper shipper = new LogShipper(store, launcher, logSink, eventLogs, database, clock, failpoints);
        Watcher watcher = new Watcher(
                store, ends, launcher, shipper, configuration.runs().stopGrace(), clock, failpoints, dispatching::wake);
        Dispatcher dispatcher = new Dispatcher(store, ends, planner, launcher, this::runsMax, ids, clock, failpoints);
        watcher.recover();
        dispatcher.recover();

        pool = launcher.pool();
        LOG.info("isolation of drivers: {}", isolation.description());
        makeSharedDirectories();
        opened.push(launcher.pool()::close);
        start(warming, launcher.pool()::tick);
        start(shipping, shipper::tick);
        start(eventing, eventLogs::tick);
        start(watching, watcher::tick);
        start(dispatching, dispatcher::tick);
        start(noticing, notices::tick);
        start(forgetting, retention::tick);
    }

    @Override
    public void close() {
        for (Runnable closing = opened.poll(); closing != null; closing = opened.poll()) {
            closing.run();
        }
    }

    /** They are bound into each driver's view, so they must be there before. */
    private void makeSharedDirectories() {
        try {
            Files.createDirectories(drivers.resolveSibling("modules"));
            Files.createDirectories(drivers.resolveSibling("compiled"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void wake() {
        dispatching.wake();
        watching.wake();
    }

    private DriverSettings settings(String endpoint) {
        Configuration.Driver driver = configuration.driver();
        return new DriverSettings(
                driver.home().orElse(Path.of("driver.home-is-not-set")),
                drivers,
                driver.java(),
                driver.python(),
                driver.pythonPath(),
                driver.heap(),
                driver.cores(),
                endpoint,
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                isolation);
    }

    private void start(Ticker ticker, Runnable work) {
        ticker.start(work);
        opened.push(ticker::close);
    }
}
