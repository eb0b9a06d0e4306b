package dev.mastic.runtime.driver;

import dev.mastic.runtime.bookmark.Bookmarks;
import dev.mastic.runtime.bookmark.RunBookmarkServer;
import dev.mastic.runtime.catalog.GlueConnection;
import dev.mastic.runtime.observe.RunObserver;
import dev.mastic.runtime.s3.RunCredentials;
import dev.mastic.runtime.warmup.WarmUpLake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.util.MutableURLClassLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one run: starts Spark and, for Python, a child, waits to be asked, runs the script, and ends with its status. A script
 * of Scala runs in this JVM and makes its own Spark.
 */
public final class Driver {
    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
    private static final int STATUS_BROKEN = 70;
    private static final Duration COMPILER_PATIENCE = Duration.ofSeconds(3);

    /** Valid nowhere but in the warm-up's own lake. */
    private static final RunCredentials.Session WARM_UP_SESSION =
            new RunCredentials.Session("warm-up", "warm-up", "warm-up", Instant.MAX);

    private final DriverDirectory directory;
    private final DriverPlan plan;
    private final SparkEngine engine = new SparkEngine();
    private final EntryPoint entryPoint = new EntryPoint(engine);
    private final Optional<PythonHalf> python;
    private final ScriptStreams streams = ScriptStreams.install();

    /** Grows by the run's own jars. */
    private final MutableURLClassLoader classes;

    private volatile boolean asked;

    private Driver(
            DriverDirectory directory, DriverPlan plan, Optional<PythonHalf> python, MutableURLClassLoader classes) {
        this.directory = directory;
        this.plan = plan;
        this.python = python;
        this.classes = classes;
    }

    /** {@code Driver DRIVER_DIR}; the contract is docs/internals/driver-protocol.md. */
    public static void main(String[] arguments) throws IOException {
        DriverDirectory directory = new DriverDirectory(Path.of(arguments[0]));
        DriverPlan plan = DriverPlan.read(directory.plan());
        directory.createScratch();
        // At once: it imports while the JVM is busy with itself.
        Optional<PythonHalf> python = switch (plan.language()) {
            case PYTHON -> Optional.of(PythonHalf.start(plan, directory.root()));
            case SCALA -> Optional.empty();
        };
        MutableURLClassLoader classes = new MutableURLClassLoader(new URL[0], Driver.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(classes);
        Driver driver = new Driver(directory, plan, python, classes);
        try {
            driver.serve();
        } catch (IOException | RuntimeException | Error e) {
            driver.fail(e);
        }
    }

    private void serve() throws IOException {
        Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
        SparkSettings.useScratch(directory.scratch());
        SparkSettings.install(SparkSettings.of(plan, directory));
        if (python.isPresent()) {
            connect(python.orElseThrow());
        }
        switch (plan.mode()) {
            case WARM -> serveWarm();
            case COLD -> serveCold();
        }
    }

    private void connect(PythonHalf half) throws IOException {
        // py4j's and Spark's threads are no daemons: without this a JVM whose Python half is gone would stay for ever.
        var unused = half.ended().thenAccept(this::end);
        Gateway gateway = Gateway.open(entryPoint);
        half.tell(Json.write(Map.of("port", gateway.port(), "token", gateway.token())));
    }

    private void serveWarm() throws IOException {
        engine.start();
        warmUp(python.orElseThrow(() -> new IllegalArgumentException("driver.json: a warm driver serves Python too")));
        directory.markReady();
        Heartbeat.start(directory);
        RunRequest request = awaitRequest();
        adopt(request);
        switch (request.language()) {
            case PYTHON -> {
                engine.adopt(SparkSettings.of(request, plan, directory));
                python.orElseThrow().tell("run");
            }
            case SCALA -> {
                engine.clear();
                runHere(request);
            }
        }
    }

    /** Spark and the script start together: the script waits where it asks for a context. */
    private void serveCold() throws IOException {
        directory.markReady();
        Heartbeat.start(directory);
        RunRequest request = awaitRequest();
        adopt(request);
        if (request.language() == Language.SCALA) {
            runHere(request);
            return;
        }
        SparkSettings.install(SparkSettings.of(request, plan, directory));
        python.orElseThrow(() -> new IllegalArgumentException("driver.json: a driver of Scala was asked for Python"))
                .tell("run");
        try {
            engine.start();
        } catch (RuntimeException e) {
            // The script is told where it asks for a context; one that never does is not concerned.
            LOG.warn("Spark did not start", e);
        }
    }

    /** The run is this JVM's alone; the script, and nothing else, makes a Spark. */
    private void runHere(RunRequest request) throws IOException {
        python.ifPresent(PythonHalf::dismiss);
        SparkSettings.install(SparkSettings.of(request, plan, directory));
        ScriptEnvironment.add(ScriptEnvironment.of(request, plan.endpoint()));
        directory.link(request.workingDirectory());
        streams.giveToScript(directory.open("stdout"), directory.open("stderr"), directory.open("system"));
        ExitWatch.install(status -> {
            if (!directory.hasEnded()) {
                writeEnd(ScriptEnd.exited(status));
            }
            RunObserver.end();
        });
        JvmScript script = new JvmScript(request, classes, entryPoint::rootCause);
        ScriptEnd end;
        try {
            Method main = script.prepare();
            directory.markStarted();
            end = script.run(main);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            end = script.ended(e);
        }
        writeEnd(end);
        end(end.code());
    }

    private void warmUp(PythonHalf half) throws IOException {
        String endpointKey = "fs.s3a.bucket." + WarmUpLake.BUCKET + ".endpoint";
        RunCredentials.adopt(WARM_UP_SESSION, Optional.empty());
        try (WarmUpLake lake = WarmUpLake.open()) {
            engine.configureHadoop(endpointKey, lake.endpoint());
            GlueConnection.open(lake.endpoint(), "us-east-1");
            half.tell("warm-up");
            entryPoint.warm().join();
        }
        engine.configureHadoop(endpointKey, null);
        // What the warm-up opened must not serve the run: the run's file systems are made with the run's settings.
        FileSystem.closeAll();
        IdleMemory.giveBack();
    }

    private RunRequest awaitRequest() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            leave();
        }
        asked = true;
        return RunRequest.read(directory.request());
    }

    /** Nobody will ever ask. */
    private void leave() {
        engine.stop();
        directory.deleteScratch();
        Runtime.getRuntime().halt(0);
    }

    private void adopt(RunRequest request) throws IOException {
        CompilerPriority.standBackFor(COMPILER_PATIENCE);
        streams.pointBothAt(directory.open("system"));
        new RunObservation(request, plan, directory).begin(streams);
        RunCredentials.adopt(request.credentials(), request.credentialsSource());
        request.environmentOfSdk(plan.endpoint()).forEach(System::setProperty);
        GlueConnection.open(plan.endpoint(), request.region());
        connectBookmarks(request);
        for (String jar : request.jars()) {
            classes.addURL(Path.of(jar).toUri().toURL());
        }
    }

    private void connectBookmarks(RunRequest request) {
        if (request.bookmark().isEmpty() || request.credentialsSource().isEmpty()) {
            return;
        }
        RunRequest.Bookmark bookmark = request.bookmark().orElseThrow();
        String authorization = request.credentialsSource().orElseThrow().token();
        Bookmarks.connect(
                new RunBookmarkServer(bookmark.page(), authorization, bookmark.token(), plan.endpoint()),
                bookmark.arguments());
    }

    /** The script has ended, and with it the run. */
    private void end(int status) {
        if (!asked) {
            LOG.error("the Python half ended with status {} before a run was asked for", status);
            Runtime.getRuntime().halt(status == 0 ? STATUS_BROKEN : status);
        }
        if (!PythonHalf.wasKilled(status) && !directory.hasEnded()) {
            writeEnd(ScriptEnd.exited(status));
        }
        if (status == 0) {
            Bookmarks.warnOfMissingCommit();
        }
        try {
            RunObserver.end();
            engine.stop();
            directory.deleteScratch();
        } catch (RuntimeException e) {
            LOG.warn("the run has ended; stopping Spark after it failed", e);
        }
        Runtime.getRuntime().halt(status);
    }

    private void fail(Throwable thrown) {
        LOG.error("the driver failed", thrown);
        if (asked && !directory.hasEnded()) {
            writeEnd(ScriptEnd.failed(1, RootCause.of(thrown).toString()));
            RunObserver.end();
        }
        Runtime.getRuntime().halt(asked ? 1 : STATUS_BROKEN);
    }

    private void uncaught(Thread thread, Throwable thrown) {
        LOG.error("thread {} died of {}", thread.getName(), thrown.toString());
        // Spark's own threads end without a word when memory does, and the script would wait for ever.
        if (thrown instanceof OutOfMemoryError) {
            fail(thrown);
        }
    }

    private void writeEnd(ScriptEnd end) {
        try {
            directory.writeEnd(Json.write(end.fields(System.currentTimeMillis())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
