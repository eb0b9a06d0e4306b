package dev.mastic.runs.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.DriverSighting;
import dev.mastic.runs.DriverSighting.Life;
import dev.mastic.runs.Launcher.PreparedDriver;
import dev.mastic.runs.Signal;
import dev.mastic.store.RandomIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the driver that runs jobs. */
@Tag("spark")
class TestSparkDriver {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path ROOT = root();

    @TempDir
    private static Path directory;

    private static Plans plans;
    private static LocalLauncher launcher;

    @BeforeAll
    static void open() {
        Assumptions.assumeTrue(
                Files.exists(ROOT.resolve(".build/driver/jvm.options")), "the driver is built by `make setup`");
        DriverSettings settings = new DriverSettings(
                ROOT.resolve(".build/driver"),
                directory.resolve("drivers"),
                "java",
                ROOT.resolve(".venv/bin/python").toString(),
                List.of(ROOT.resolve("runtime/python/src").toString()),
                "1g",
                0,
                "http://127.0.0.1:4566",
                System.getenv("PATH"),
                Isolation.none("not in this test"));
        RandomIds ids = new RandomIds(new Random());
        launcher = LocalLauncher.create(
                settings,
                new OsProcesses(),
                new DriverPool.Size(1, 1),
                ids,
                Clock.systemUTC(),
                Signal.NONE,
                Signal.NONE);
        plans = new Plans(directory.resolve("staging"));
    }

    @AfterAll
    static void close() {
        if (launcher != null) {
            launcher.pool().close();
            launcher.sweep(Set.of());
            plans.close();
        }
    }

    @Test
    void aColdDriverRunsAScriptOnSpark() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of("""
                import os, sys
                from pyspark.context import SparkContext
                print(SparkContext.getOrCreate().parallelize(range(10)).sum(), sys.argv[1:], os.environ["CUSTOMER_A"])
                """));
        driver.ask();
        await(() -> look(driver).exit().isPresent() || look(driver).life() == Life.GONE);
        assertThat(text(driver, "stdout"))
                .as(text(driver, "stderr"))
                .isEqualTo("45 ['--JOB_NAME', 'nightly', '--empty', ''] b\n");
        assertThat(look(driver).exit().orElseThrow().code()).isZero();
        await(() -> look(driver).life() == Life.GONE);
        launcher.remove(driver.ref());
    }

    @Test
    void aWarmDriverBeginsTheScriptAtOnceAndTellsItsError() throws IOException {
        await(() -> {
            launcher.pool().tick();
            return launcher.pool().ready() == 1;
        });
        PreparedDriver driver = launcher.prepare(plans.of("raise ValueError('bad year')"));
        Instant asked = Instant.now();
        driver.ask();
        await(() -> look(driver).exit().isPresent());
        DriverSighting seen = look(driver);
        assertThat(seen.exit().orElseThrow().errorMessage()).contains("ValueError: bad year");
        assertThat(Duration.between(asked, seen.scriptStartedOn().orElseThrow()))
                .isLessThan(Duration.ofSeconds(5));
        await(() -> look(driver).life() == Life.GONE);
    }

    @Test
    void aPythonHalfThatIsKilledTakesTheDriverWithIt() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of("import os; os.kill(os.getpid(), 9)"));
        driver.ask();
        await(() -> look(driver).life() == Life.GONE);
        assertThat(look(driver).exit()).isEmpty();
        assertThat(look(driver).death().orElseThrow().message()).contains("signal 9 (SIGKILL)");
    }

    @Test
    void aRunningDriverEndsWhenItIsAskedTo() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of("import time; time.sleep(600)"));
        driver.ask();
        await(() -> look(driver).scriptStartedOn().isPresent());
        launcher.askToEnd(driver.ref());
        await(() -> look(driver).life() == Life.GONE);
    }

    private static DriverSighting look(PreparedDriver driver) {
        return launcher.look(driver.ref());
    }

    private static String text(PreparedDriver driver, String name) throws IOException {
        Path file = launcher.directory(driver.ref()).resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it happens in time").isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("ARCHITECTURE.md"))) {
            root = root.resolve("..").normalize();
        }
        return root;
    }
}
