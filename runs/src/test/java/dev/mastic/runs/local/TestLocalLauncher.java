package dev.mastic.runs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.runs.DriverRef;
import dev.mastic.runs.DriverSighting;
import dev.mastic.runs.DriverSighting.Life;
import dev.mastic.runs.Fault;
import dev.mastic.runs.Launcher.PreparedDriver;
import dev.mastic.runs.RunFailure;
import dev.mastic.runs.Signal;
import dev.mastic.store.RandomIds;
import dev.mastic.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with real processes, and a shell script in the place of a driver. */
class TestLocalLauncher {
    /** A driver as the protocol wants it, whose scripts are shell scripts. */
    private static final String DRIVER = """
            #!/bin/bash
            for word in "$@"; do echo "$word" >> "${@: -1}/words"; done
            cd "${@: -1}"
            env > environment
            [ -e "$HOME/../broken" ] && { echo "the warm-up broke"; exit 70; }
            touch heartbeat ready
            read -r line || exit 0
            date +%s%3N > started
            bash files/script/job.py > stdout 2> stderr
            code=$?
            [ $code -gt 128 ] && exit $code
            echo "{\\"code\\": $code, \\"errorMessage\\": \\"no\\", \\"finishedAt\\": $(date +%s%3N)}" > exit.json.part
            mv exit.json.part exit.json
            exit $code
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final TestClock clock = TestClock.atNoon();
    private final Processes processes = new OsProcesses();
    private Plans plans;
    private LocalLauncher launcher;

    @BeforeEach
    void open() throws IOException {
        Path driver = directory.resolve("java");
        Files.writeString(driver, DRIVER);
        Files.setPosixFilePermissions(driver, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(directory.resolve("home"));
        Files.writeString(directory.resolve("home/classpath"), "/lib/spark-core_2.12-3.5.9.jar:/lib/b.jar\n");
        Files.writeString(directory.resolve("home/jvm.options"), "-Xss4m\n-Xmx2g\n");
        plans = new Plans(directory.resolve("staging"));
        launcher = launcher(1);
    }

    @AfterEach
    void close() throws IOException {
        launcher.pool().close();
        launcher.sweep(Set.of());
        plans.close();
    }

    @Test
    void aColdDriverRunsTheScriptAndLeavesNothing() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of("echo hello; pwd"));
        assertThat(look(driver).scriptStartedOn())
                .as("nothing runs before it is asked")
                .isEmpty();
        driver.ask();
        await(() -> look(driver).exit().isPresent());

        assertThat(look(driver).exit().orElseThrow().code()).isZero();
        assertThat(look(driver).scriptStartedOn()).isPresent();
        assertThat(file(driver, "stdout")).startsWith("hello\n");
        assertThat(file(driver, "system")).contains("Glue 5.0 was asked for, it is run by Spark 3.5.9 in a new driver");
        assertThat(Files.readString(directory(driver).resolve("request.json")))
                .contains("\"--empty\",\"\"", "\"credentialsUri\":\"http://127.0.0.1:4566/_mastic/credentials/jr_");
        assertThat(Files.getPosixFilePermissions(directory(driver).resolve("request.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(directory(driver)))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));

        await(() -> look(driver).life() == Life.GONE);
        launcher.remove(driver.ref());
        assertThat(directory(driver)).doesNotExist();
    }

    @Test
    void aDriverIsStartedWithOurOptionsAndNothingOfOurEnvironment() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of(
                "true",
                Map.of("spark.driver.memory", "3g", "spark.driver.extraJavaOptions", "-Dx=1 -Dy=2"),
                List.of("jars/0/extra.jar")));
        await(() -> Files.exists(directory(driver).resolve("ready")));
        assertThat(Files.readAllLines(directory(driver).resolve("words")))
                .containsSubsequence("-Xss4m", "-Xmx2g", "-Xmx3g", "-Dx=1", "-Dy=2", "-cp")
                .contains("/lib/spark-core_2.12-3.5.9.jar:/lib/b.jar:" + directory(driver) + "/files/jars/0/extra.jar");
        assertThat(Files.readAllLines(directory(driver).resolve("environment")).stream()
                        .map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrder(
                        "HOME", "LANG", "MALLOC_ARENA_MAX", "PATH", "TMPDIR", "TZ", "PWD", "OLDPWD", "SHLVL", "_");
        driver.discard();
        assertThat(directory(driver)).doesNotExist();
    }

    @Test
    void aDriverThatIsKilledTellsItsSignal() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of("kill -9 $$"));
        driver.ask();
        await(() -> look(driver).life() == Life.GONE);
        assertThat(look(driver).death().orElseThrow().message())
                .isEqualTo("The driver was killed by signal 9 (SIGKILL)");
    }

    @Test
    void stoppingReachesEveryProcessOfTheSession() throws IOException {
        PreparedDriver driver =
                launcher.prepare(plans.of("trap '' TERM; sleep 600 & echo $! > child; wait; sleep 600"));
        driver.ask();
        await(() -> Files.exists(directory(driver).resolve("child"))
                && !file(driver, "child").isBlank());
        long child = Long.parseLong(file(driver, "child").strip());
        launcher.kill(driver.ref());
        await(() -> look(driver).life() == Life.GONE);
        await(() -> new ProcessTable().startOf(child).isEmpty());
    }

    @Test
    void aDaemonThatTheScriptLeavesIsEndedWithIt() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of("nohup sleep 600 > /dev/null 2>&1 & echo $! > child"));
        driver.ask();
        await(() -> look(driver).life() == Life.GONE);
        long child = Long.parseLong(file(driver, "child").strip());
        assertThat(new ProcessTable().startOf(child)).isPresent();
        launcher.remove(driver.ref());
        await(() -> new ProcessTable().startOf(child).isEmpty());
    }

    @Test
    void anotherServerSeesTheDriverAndItsEnd() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of("while [ ! -e go ]; do sleep 0.05; done; exit 3"));
        driver.ask();
        await(() -> look(driver).scriptStartedOn().isPresent());
        LocalLauncher next = launcher(0);
        next.sweep(Set.of(driver.ref().directory()));
        assertThat(next.look(driver.ref()).life()).isEqualTo(Life.ALIVE);
        Files.createFile(directory(driver).resolve("go"));
        await(() -> next.look(driver.ref()).life() == Life.GONE);
        assertThat(next.look(driver.ref()).exit().orElseThrow().code()).isEqualTo(3);
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheDriver() {
        long me = ProcessHandle.current().pid();
        assertThat(processes.isAlive(new DriverRef("d", me, "another start"))).isFalse();
        processes.kill(new DriverRef("d", me, "another start"));
    }

    @Test
    void aSweepEndsDriversThatNobodyKnows() throws IOException {
        PreparedDriver driver = launcher.prepare(plans.of("sleep 600"));
        driver.ask();
        await(() -> look(driver).scriptStartedOn().isPresent());
        launcher(0).sweep(Set.of());
        await(() -> look(driver).life() == Life.GONE);
        assertThat(directory(driver)).doesNotExist();
    }

    @Test
    void aWarmDriverIsHandedOutOnceAndReplaced() throws IOException {
        launcher.pool().tick();
        await(() -> launcher.pool().ready() == 1);
        PreparedDriver warm = launcher.prepare(plans.of("echo one"));
        assertThat(Files.readString(directory(warm).resolve("driver.json"))).contains("\"warmUp\":true");
        assertThat(launcher.pool().ready()).isZero();
        PreparedDriver cold = launcher.prepare(plans.of("echo two"));
        assertThat(Files.readString(directory(cold).resolve("driver.json")))
                .as("an empty pool does not wait")
                .contains("\"warmUp\":false");
        warm.ask();
        cold.ask();
        await(() -> look(warm).exit().isPresent() && look(cold).exit().isPresent());
        assertThat(file(warm, "stdout")).isEqualTo("one\n");
        launcher.pool().tick();
        await(() -> launcher.pool().ready() == 1);
    }

    @Test
    void aRunThatNeedsAnotherJvmIsNotGivenAWarmDriver() throws IOException {
        launcher.pool().tick();
        await(() -> launcher.pool().ready() == 1);
        PreparedDriver driver = launcher.prepare(plans.of("true", Map.of("spark.driver.memory", "2g"), List.of()));
        assertThat(Files.readString(directory(driver).resolve("driver.json"))).contains("\"warmUp\":false");
        assertThat(launcher.pool().ready()).isEqualTo(1);
        PreparedDriver other = launcher.prepare(plans.of("true", Map.of("spark.sql.extensions", "x"), List.of()));
        assertThat(launcher.pool().ready()).as("a static setting is no reason").isZero();
        driver.discard();
        other.discard();
    }

    @Test
    void thePoolGrowsWithDemandAndShrinksWhenItIsOver() throws IOException {
        launcher.pool().close();
        launcher = launcher(1, 2);
        launcher.pool().tick();
        await(() -> launcher.pool().ready() == 1);
        launcher.pool().tick();
        assertThat(launcher.pool().warmingUp())
                .as("one is enough as long as nobody asks")
                .isZero();
        List<PreparedDriver> burst = List.of(
                launcher.prepare(plans.of("true")),
                launcher.prepare(plans.of("true")),
                launcher.prepare(plans.of("true")));
        assertThat(launcher.pool().wanted()).as("no more than the bound").isEqualTo(2);
        assertThat(launcher.pool().servedWarm()).isEqualTo(1);
        assertThat(launcher.pool().startedCold()).isEqualTo(2);
        await(() -> {
            launcher.pool().tick();
            return launcher.pool().ready() == 2;
        });
        clock.advance(Duration.ofMinutes(6));
        launcher.pool().tick();
        launcher.pool().tick();
        assertThat(launcher.pool().ready()).isEqualTo(1);
        burst.forEach(PreparedDriver::discard);
    }

    @Test
    void aProfileThatComesAgainGetsAWarmDriverOfItsOwn() throws IOException {
        launcher.pool().close();
        launcher = launcher(1, 2);
        Map<String, String> large = Map.of("spark.driver.memory", "2g");
        PreparedDriver first = launcher.prepare(plans.of("true", large, List.of()));
        launcher.pool().tick();
        await(() -> launcher.pool().ready() == 1);
        launcher.pool().tick();
        assertThat(launcher.pool().warmingUp()).as("once is no reason").isZero();
        PreparedDriver second = launcher.prepare(plans.of("true", large, List.of()));
        await(() -> {
            launcher.pool().tick();
            return launcher.pool().ready() == 2;
        });
        PreparedDriver third = launcher.prepare(plans.of("true", large, List.of()));
        assertThat(Files.readString(directory(third).resolve("driver.json"))).contains("\"warmUp\":true");
        List.of(first, second, third).forEach(PreparedDriver::discard);
    }

    @Test
    void aDriverThatCannotWarmUpIsTriedAgainLaterAndLater() throws IOException {
        Files.createDirectories(directory.resolve("drivers"));
        Files.createFile(directory.resolve("drivers/broken"));
        launcher.pool().tick();
        await(() -> drivers().count() == 0 || allGone());
        launcher.pool().tick();
        assertThat(drivers()).as("the dead one is buried, the next one waits").isEmpty();
        launcher.pool().tick();
        assertThat(drivers()).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        Files.delete(directory.resolve("drivers/broken"));
        launcher.pool().tick();
        await(() -> launcher.pool().ready() == 1);
    }

    @Test
    void aJavaThatIsNotThereFailsTheRun() throws IOException {
        Files.delete(directory.resolve("home/classpath"));
        var plan = plans.of("true");
        assertThatThrownBy(() -> launcher.prepare(plan))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("property driver.home");
    }

    @Test
    void aWrongMemorySizeIsTheCallersFault() throws IOException {
        var plan = plans.of("true", Map.of("spark.driver.memory", "lots"), List.of());
        assertThatThrownBy(() -> launcher.prepare(plan))
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.fault()).isEqualTo(Fault.CALLER))
                .hasMessageContaining("spark.driver.memory: lots");
    }

    private boolean allGone() {
        return drivers()
                .allMatch(driver -> new DriverFolder(
                                directory.resolve("drivers"),
                                driver.getFileName().toString())
                        .process()
                        .map(process -> !processes.isAlive(process))
                        .orElse(false));
    }

    private Stream<Path> drivers() {
        try (Stream<Path> all = Files.list(directory.resolve("drivers"))) {
            return all.filter(Files::isDirectory).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private LocalLauncher launcher(int poolSize) {
        return launcher(poolSize, poolSize);
    }

    private LocalLauncher launcher(int poolSize, int poolMax) {
        DriverSettings settings = new DriverSettings(
                directory.resolve("home"),
                directory.resolve("drivers"),
                directory.resolve("java").toString(),
                "/usr/bin/python3",
                List.of("/opt/python"),
                "1g",
                2,
                "http://127.0.0.1:4566",
                "/usr/bin:/bin",
                Isolation.none("not in this test"));
        // Several launchers share the directory: their names must differ.
        RandomIds ids = new RandomIds(new Random());
        return LocalLauncher.create(
                settings, processes, new DriverPool.Size(poolSize, poolMax), ids, clock, Signal.NONE, Signal.NONE);
    }

    private DriverSighting look(PreparedDriver driver) {
        return launcher.look(driver.ref());
    }

    private Path directory(PreparedDriver driver) {
        return launcher.directory(driver.ref());
    }

    private String file(PreparedDriver driver, String name) {
        try {
            return Files.readString(directory(driver).resolve(name));
        } catch (IOException e) {
            return "";
        }
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
}
