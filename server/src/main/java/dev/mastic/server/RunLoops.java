package dev.mastic.server;

import dev.mastic.runs.Dispatcher;
import dev.mastic.runs.JdbcRunStore;
import dev.mastic.runs.LogShipper;
import dev.mastic.runs.LogSink;
import dev.mastic.runs.RunCredentials;
import dev.mastic.runs.RunEnds;
import dev.mastic.runs.RunHolders;
import dev.mastic.runs.RunPlanner;
import dev.mastic.runs.RunQueue;
import dev.mastic.runs.RunStore;
import dev.mastic.runs.Watcher;
import dev.mastic.runs.local.DriverSettings;
import dev.mastic.runs.local.LocalLauncher;
import dev.mastic.runs.local.OsProcesses;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happens after StartJobRun, wired and turning: dispatcher, watcher, log shipper and warm pool, each on its thread. */
final class RunLoops implements AutoCloseable {
    private static final Duration DISPATCH_PERIOD = Duration.ofMillis(250);
    private static final Duration WATCH_PERIOD = Duration.ofMillis(20);
    private static final Duration SHIP_PERIOD = Duration.ofMillis(100);
    private static final Duration POOL_PERIOD = Duration.ofMillis(200);

    private final RunStore store;
    private final RunEnds ends;
    private final RunHolders holders;
    private final RunQueue queue;
    private final RunCredentials credentials;
    private final RunPlanner planner;
    private final LogSink logSink;
    private final Database database;
    private final Configuration configuration;
    private final Ids ids;
    private final Clock clock;
    private final Failpoints failpoints;
    private final Path drivers;
    private final Ticker dispatching = new Ticker("dispatcher", DISPATCH_PERIOD);
    private final Ticker watching = new Ticker("watcher", WATCH_PERIOD);
    private final Ticker shipping = new Ticker("log-shipper", SHIP_PERIOD);
    private final Ticker warming = new Ticker("pool", POOL_PERIOD);
    private final Deque<Runnable> opened = new ArrayDeque<>();

    RunLoops(
            Configuration configuration,
            DataDirectory data,
            Database database,
            Ids ids,
            Clock clock,
            Failpoints failpoints,
            RunPorts ports) {
        this.configuration = configuration;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.failpoints = failpoints;
        this.logSink = ports.logSink();
        this.drivers = data.resolve("drivers");
        store = new JdbcRunStore(database);
        queue = new RunQueue(store, database, ids, clock, failpoints, this::wake);
        holders = new RunHolders(store);
        ends = new RunEnds(store, ports.writes(), database);
        credentials = new RunCredentials(holders, ports.roleSessions(), clock);
        planner = new RunPlanner(ports.roleSessions(), ports.lake(), ports.writes(), data.resolve("staging"));
    }

    /** What the API asks of runs. */
    RunQueue queue() {
        return queue;
    }

    /** Which drivers have which runs. */
    RunHolders holders() {
        return holders;
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
                configuration.runs().poolSize(),
                ids,
                clock,
                warming::wake,
                watching::wake);
        LogShipper shipper = new LogShipper(store, launcher, logSink, database, clock, failpoints);
        Watcher watcher = new Watcher(
                store, ends, launcher, shipper, configuration.runs().stopGrace(), clock, failpoints, dispatching::wake);
        Dispatcher dispatcher = new Dispatcher(
                store, ends, planner, launcher, configuration.runs().runsMax(), ids, clock, failpoints);
        watcher.recover();
        dispatcher.recover();

        opened.push(launcher.pool()::close);
        start(warming, launcher.pool()::tick);
        start(shipping, shipper::tick);
        start(watching, watcher::tick);
        start(dispatching, dispatcher::tick);
    }

    @Override
    public void close() {
        for (Runnable closing = opened.poll(); closing != null; closing = opened.poll()) {
            closing.run();
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
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    private void start(Ticker ticker, Runnable work) {
        ticker.start(work);
        opened.push(ticker::close);
    }
}
