package dev.mastic.runs.local;

import dev.mastic.runs.DriverRef;
import dev.mastic.runs.DriverSighting;
import dev.mastic.runs.DriverSighting.Exit;
import dev.mastic.runs.DriverSighting.Life;
import dev.mastic.runs.Fault;
import dev.mastic.runs.FileTree;
import dev.mastic.runs.Launcher;
import dev.mastic.runs.Progress.Failure;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunFailure;
import dev.mastic.runs.RunPlan;
import dev.mastic.runs.Signal;
import dev.mastic.store.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs drivers as processes of this machine: a warm one when there is one that fits, else a new one. */
public final class LocalLauncher implements Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLauncher.class);

    private final DriverSettings settings;
    private final DriverStarter starter;
    private final DriverPool pool;
    private final Processes processes;
    private final RequestJson requests;
    private final Signal wakeWatcher;

    /** The drivers that this server started, by directory: what adopted ones ended with, nobody can say. */
    private final Map<String, Driver> started = new ConcurrentHashMap<>();

    private LocalLauncher(
            DriverSettings settings, DriverStarter starter, DriverPool pool, Processes processes, Signal wakeWatcher) {
        this.settings = settings;
        this.starter = starter;
        this.pool = pool;
        this.processes = processes;
        this.requests = new RequestJson(settings.endpoint(), settings.directories());
        this.wakeWatcher = wakeWatcher;
    }

    /**
     * A launcher with a pool of warm drivers.
     *
     * @param wakePool wakes the thread that calls the pool's tick
     * @param wakeWatcher is raised when a driver's process ends
     */
    public static LocalLauncher create(
            DriverSettings settings,
            Processes processes,
            DriverPool.Size poolSize,
            Ids ids,
            Clock clock,
            Signal wakePool,
            Signal wakeWatcher) {
        DriverStarter starter = new DriverStarter(settings, processes, ids);
        DriverPool pool = new DriverPool(starter, processes, poolSize, clock, wakePool);
        return new LocalLauncher(settings, starter, pool, processes, wakeWatcher);
    }

    public DriverPool pool() {
        return pool;
    }

    @Override
    public PreparedDriver prepare(RunPlan plan) {
        try {
            if (plan.run().settings().script().inShell()) {
                return prepared(starter.startShell(plan.files()), plan, "Python alone");
            }
            DriverProfile profile = DriverProfile.of(plan);
            Optional<Driver> warm = warm(profile);
            String spark = "Spark " + starter.home().sparkVersion();
            return warm.isPresent()
                    ? handedOver(warm.orElseThrow(), plan, spark + " in a warm driver")
                    : prepared(starter.startCold(profile, plan.files()), plan, spark + " in a new driver");
        } catch (IOException e) {
            throw new RunFailure(Fault.PLATFORM, "No driver could be started: %s", String.valueOf(e.getMessage()));
        }
    }

    private Optional<Driver> warm(DriverProfile profile) {
        if (profile.isKnownBefore()) {
            return pool.take(profile.served());
        }
        pool.passedBy();
        return Optional.empty();
    }

    private Prepared handedOver(Driver warm, RunPlan plan, String engine) throws IOException {
        try {
            warm.folder().adopt(plan.files());
            return prepared(warm, plan, engine);
        } catch (IOException e) {
            remove(warm.ref());
            throw e;
        }
    }

    private Prepared prepared(Driver driver, RunPlan plan, String engine) {
        started.put(driver.folder().name(), driver);
        driver.process().onExit(wakeWatcher::raise);
        return new Prepared(driver, plan, engine);
    }

    @Override
    public DriverSighting look(DriverRef driver) {
        // The process first: one that is gone has written all that it will ever write.
        Life life = isAlive(driver) ? Life.ALIVE : Life.GONE;
        DriverFolder folder = starter.folder(driver.directory());
        Optional<Exit> exit = folder.exit();
        return new DriverSighting(
                life,
                folder.scriptStartedOn(),
                exit,
                folder.heartbeat(),
                life == Life.GONE && exit.isEmpty() ? death(driver, folder) : Optional.empty());
    }

    @Override
    public void askToEnd(DriverRef driver) {
        processes.askToEnd(driver);
    }

    @Override
    public void kill(DriverRef driver) {
        processes.kill(driver);
    }

    @Override
    public Path directory(DriverRef driver) {
        return starter.folder(driver.directory()).root();
    }

    @Override
    public void remove(DriverRef driver) {
        processes.kill(driver);
        started.remove(driver.directory());
        FileTree.delete(directory(driver));
    }

    @Override
    public void sweep(Set<String> knownDirectories) {
        if (!Files.isDirectory(settings.directories())) {
            return;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(settings.directories())) {
            for (Path directory : directories) {
                DriverFolder folder = starter.folder(String.valueOf(directory.getFileName()));
                if (!knownDirectories.contains(folder.name())) {
                    folder.process().ifPresent(processes::kill);
                    FileTree.delete(directory);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isAlive(DriverRef driver) {
        // A killed JVM leaves the process table well before its last thread is gone and its parent is told the status.
        return Optional.ofNullable(started.get(driver.directory()))
                .map(child -> child.process().exitStatus().isEmpty())
                .orElseGet(() -> processes.isAlive(driver));
    }

    private Optional<Failure> death(DriverRef driver, DriverFolder folder) {
        return Optional.ofNullable(started.get(driver.directory()))
                .filter(known -> known.process().exitStatus().isPresent())
                .map(known -> Death.of(
                        known.process().exitStatus().orElseThrow(),
                        folder.lastWords(),
                        known.memoryKills(),
                        processes.memoryKills()));
    }

    /** A driver that waits to be asked. */
    private final class Prepared implements PreparedDriver {
        private final Driver driver;
        private final RunPlan plan;
        private final String engine;

        private Prepared(Driver driver, RunPlan plan, String engine) {
            this.driver = driver;
            this.plan = plan;
            this.engine = engine;
        }

        @Override
        public DriverRef ref() {
            return driver.ref();
        }

        @Override
        public void ask() {
            Run run = plan.run();
            DriverFolder folder = driver.folder();
            try {
                folder.note("Run %s of job %s, attempt %d: Glue %s was asked for, it is run by %s"
                        .formatted(
                                run.id(),
                                run.job().name(),
                                run.attempt().number(),
                                run.settings().script().glueVersion(),
                                engine));
                folder.write("request.json", requests.of(plan, folder.files()));
                driver.process().tellLast("run");
            } catch (IOException e) {
                // A driver that died just now. The watcher sees it, and the run gets another one.
                LOG.warn("run {} could not be handed to its driver: {}", run.id(), e.getMessage());
                processes.kill(driver.ref());
            }
        }

        @Override
        public void discard() {
            remove(driver.ref());
        }
    }
}
