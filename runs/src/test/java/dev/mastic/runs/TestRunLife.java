package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.RunSettings.Limits;
import dev.mastic.runs.RunSettings.WhenFull;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestRunLife {
    private final World world = new World(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRunSucceedsAndLeavesNothing() {
        Run run = world.running(Settings.plain());
        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        world.clock.advance(Duration.ofMillis(2_300));
        world.machine.of(run.id()).exit(0);
        world.watcher.tick();

        Run ended = world.row(run);
        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(ended.progress().executionSeconds(world.clock.instant())).isEqualTo(3);
        assertThat(ended.progress().completedOn()).contains(world.clock.instant());
        assertThat(ended.hold().driver()).as("Spark still stops").isPresent();

        world.machine.of(run.id()).vanish();
        world.watcher.tick();
        assertThat(world.row(run).hold().driver()).isEmpty();
        assertThat(world.machine.processes()).isEmpty();
        assertThat(world.row(run).progress()).as("what clients see stays").isEqualTo(ended.progress());
    }

    @Test
    void aSparkThatDoesNotStopIsKilledWithoutHarmToTheRun() {
        Run run = world.running(Settings.plain());
        world.machine.of(run.id()).exit(0);
        world.watcher.tick();
        world.clock.advance(Duration.ofSeconds(11));
        world.watcher.tick();
        world.watcher.tick();
        assertThat(world.machine.processes()).isEmpty();
        assertThat(world.row(run).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aScriptThatRaisesFailsTheRunWithItsMessage() {
        Run run = world.running(Settings.plain());
        world.machine.of(run.id()).exit(1, "ValueError: bad year");
        world.watcher.tick();
        assertFailed(run, "Error Category: UNCLASSIFIED_ERROR; ValueError: bad year", Fault.CALLER);
    }

    @Test
    void aScriptThatExitsWithoutAWordFailsWithItsStatus() {
        Run run = world.running(Settings.plain());
        world.machine.of(run.id()).exit(3, null);
        world.watcher.tick();
        assertFailed(run, "Error Category: SYSTEM_EXIT_ERROR; The script ended with status 3", Fault.CALLER);
    }

    @Test
    void memoryThatRanOutComesWithAdvice() {
        Run run = world.running(Settings.plain());
        world.machine.of(run.id()).exit(1, "java.lang.OutOfMemoryError: Java heap space");
        world.watcher.tick();
        assertFailed(
                run,
                "Error Category: OUT_OF_MEMORY_ERROR; java.lang.OutOfMemoryError: Java heap space ("
                        + Endings.MEMORY_ADVICE + ")",
                Fault.RESOURCES);
    }

    @Test
    void aDriverThatIsKilledFailsTheRun() {
        Run run = world.running(Settings.plain());
        world.machine.of(run.id()).vanish();
        world.watcher.tick();
        assertFailed(run, "The driver was killed by signal 9 (SIGKILL)", Fault.RESOURCES);
    }

    @Test
    void aDriverThatDiesBeforeTheScriptIsReplacedAFewTimes() {
        Run run = world.start();
        for (int launch = 1; launch <= 3; launch++) {
            world.dispatcher.tick();
            assertThat(world.row(run).hold().launches()).isEqualTo(launch);
            assertThat(world.row(run).hold().token()).isEqualTo(launch);
            world.machine.of(run.id()).vanish();
            world.watcher.tick();
        }
        assertFailed(run, "The driver was killed by signal 9 (SIGKILL)", Fault.RESOURCES);
    }

    @Test
    void aStoppedRunIsToldThenKilled() {
        Run run = world.running(Settings.plain());
        world.machine.of(run.id()).goDeaf();
        assertThat(world.queue.stop(run.id())).isTrue();
        assertThat(world.row(run).state()).as("an API call records a wish").isEqualTo(RunState.RUNNING);
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.STOPPING);
        world.clock.advance(World.GRACE);
        world.watcher.tick();
        assertThat(world.row(run).state()).as("the grace is not over").isEqualTo(RunState.STOPPING);
        world.clock.advance(Duration.ofSeconds(1));
        world.watcher.tick();
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.STOPPED);
        assertThat(world.row(run).progress().failure()).isEmpty();
        assertThat(world.queue.stop(run.id()))
                .as("an ended run cannot be stopped")
                .isFalse();
    }

    @Test
    void aRunIsStoppedBeforeItWasLaunched() {
        Run run = world.start();
        world.queue.stop(run.id());
        world.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.STOPPED);
        assertThat(world.machine.begun()).isEmpty();
    }

    @Test
    void aRunThatTakesTooLongTimesOutWhenItsDriverIsGone() {
        Run run = world.running(Settings.with(new Limits(5, 3, 1, WhenFull.REFUSE)));
        world.machine.of(run.id()).goDeaf();
        world.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        world.machine.of(run.id()).beat();
        world.watcher.tick();
        assertThat(world.row(run).state()).as("it may still write").isEqualTo(RunState.RUNNING);
        world.clock.advance(World.GRACE.plusSeconds(1));
        world.watcher.tick();
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.TIMEOUT);
        assertThat(failure(run)).contains("timeout of 5 minutes");
        assertThat(world.rows.due(9)).as("a timeout is not retried").isEmpty();
    }

    @Test
    void aDriverThatFallsSilentIsEnded() {
        Run run = world.running(Settings.plain());
        for (int second = 0; second < 32; second++) {
            world.clock.advance(Duration.ofSeconds(1));
            world.watcher.tick();
        }
        world.watcher.tick();
        assertFailed(run, "The driver stopped answering and was killed", Fault.PLATFORM);
    }

    @Test
    void aClockThatJumpsIsNoSilence() {
        Run run = world.running(Settings.plain());
        world.watcher.tick();
        world.clock.advance(Duration.ofHours(1));
        world.watcher.tick();
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(world.row(run).hold().order()).isEmpty();
    }

    @Test
    void aFailedRunIsTriedAgainAsOftenAsTheJobWants() {
        Run run = world.running(Settings.with(new Limits(480, 1, 1, WhenFull.REFUSE)));
        world.machine.of(run.id()).exit(1);
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.FAILED);

        world.dispatcher.tick();
        Run retry = world.rows.find(run.id() + "_attempt_1").orElseThrow();
        assertThat(retry.attempt()).isEqualTo(new Attempt(1, Optional.of(run.id())));
        world.machine.of(retry.id()).begin();
        world.machine.of(retry.id()).exit(1);
        world.watcher.tick();
        assertThat(world.row(retry).state()).isEqualTo(RunState.FAILED);
        assertThat(world.rows.ofJob(Settings.NIGHTLY, Optional.empty(), 9)).hasSize(2);
    }

    @Test
    void whatARunWithBookmarksWroteIsPublishedWithItsEnd() {
        Limits limits = new Limits(480, 1, 100, WhenFull.REFUSE);
        Run succeeding = world.running(Settings.bookmarked(limits));
        Run failing = world.running(Settings.bookmarked(limits));
        assertThat(world.writes.in("open")).containsExactlyInAnyOrder(succeeding.id() + ".1", failing.id() + ".1");

        world.machine.of(succeeding.id()).exit(0);
        world.machine.of(failing.id()).exit(1);
        world.tick();

        assertThat(world.writes.in("published")).containsExactly(succeeding.id() + ".1");
        assertThat(world.writes.in("discarded")).containsExactly(failing.id() + ".1");
        world.tick();
        assertThat(world.writes.in("open")).containsExactly(failing.id() + "_attempt_1.1");
    }

    @Test
    void aRunWhoseWritesCannotBePublishedFails() {
        Run run = world.running(Settings.bookmarked(new Limits(480, 0, 100, WhenFull.REFUSE)));
        world.writes.refusal = Optional.of(new RunFailure(Fault.CALLER, "s3://lake/log was changed"));
        world.machine.of(run.id()).exit(0);
        world.tick();

        assertFailed(run, "s3://lake/log was changed", Fault.CALLER);
        assertThat(world.writes.in("discarded")).containsExactly(run.id() + ".1");
    }

    @Test
    void aRunWithoutBookmarksHasNoTransaction() {
        Run run = world.running(Settings.with(java.util.Map.of("--job-bookmark-option", "job-bookmark-pause")));
        assertThat(run.transaction()).isEmpty();
        assertThat(world.writes.in("open")).isEmpty();
    }

    @Test
    void noMoreRunsWorkThanTheMachineMay() {
        world.runsMax = 2;
        world.restart();
        List<Run> runs = List.of(world.start(), world.start(), world.start());
        world.dispatcher.tick();
        assertThat(world.rows.launched()).hasSize(2);
        world.machine.of(runs.get(0).id()).begin();
        world.machine.of(runs.get(0).id()).exit(0);
        world.tick();
        world.tick();
        assertThat(world.row(runs.get(2)).hold().driver()).isPresent();
    }

    @Test
    void aQueuedRunStartsWhenThereIsRoomAndFailsWhenItWaitedTooLong() {
        RunSettings queued = Settings.with(new Limits(480, 0, 1, WhenFull.WAIT));
        Run first = world.running(queued);
        Run second = world.start(queued);
        Run third = world.start(queued);
        assertThat(second.state()).isEqualTo(RunState.WAITING);
        world.machine.of(first.id()).exit(0);
        world.watcher.tick();
        world.dispatcher.tick();
        assertThat(world.row(second).state()).isEqualTo(RunState.STARTING);
        world.clock.advance(Duration.ofMinutes(16));
        world.dispatcher.tick();
        assertFailed(third, "Concurrent runs exceeded for nightly: the run was queued for 15 minutes", Fault.RESOURCES);
    }

    @Test
    void aRoleThatCannotBeAssumedFailsTheRun() {
        world.roles = run -> {
            throw new RunFailure(Fault.CALLER, "Role %s does not trust glue.amazonaws.com", "etl");
        };
        Run run = world.start();
        world.dispatcher.tick();
        assertFailed(run, "Role etl does not trust glue.amazonaws.com", Fault.CALLER);
    }

    @Test
    void aScriptThatIsNotThereFailsTheRun() {
        Run run = world.start(Settings.with(Map.of("--scriptLocation", "s3://bucket/nope.py")));
        world.dispatcher.tick();
        assertFailed(run, "s3://bucket/nope.py does not exist", Fault.CALLER);
    }

    @Test
    void anInternalErrorIsTriedAgainAndThenFailsTheRun() {
        world.roles = run -> {
            throw new IllegalStateException("broken");
        };
        Run run = world.start();
        for (int claim = 0; claim < 5; claim++) {
            assertThat(world.row(run).state()).isEqualTo(RunState.STARTING);
            world.dispatcher.tick();
        }
        assertFailed(
                run,
                "The run could not be launched because of an internal error (IllegalStateException)",
                Fault.PLATFORM);
    }

    @Test
    void whatIsNotThereIsRefusedByName() {
        Map<String, String> refused = Map.of(
                "--job-language", "rust",
                "--enable-lakeformation-fine-grained-access", "true",
                "--datalake-formats", "paimon",
                "--conf", "nonsense");
        refused.forEach((key, value) -> {
            Run run = world.start(Settings.with(Map.of(key, value)));
            world.dispatcher.tick();
            assertThat(world.row(run).state()).as(key).isEqualTo(RunState.FAILED);
            assertThat(failure(run)).contains(key).contains(value);
        });
    }

    @Test
    void thePlanHoldsWhatTheJobAskedFor() throws Exception {
        world.lake
                .with("s3://bucket/lib.py", "")
                .with("s3://bucket/pkg.zip", "")
                .with("s3://bucket/data/a.txt", "a")
                .with("s3://bucket/data/deep/b.txt", "b");
        Run run = world.start(Settings.with(Map.of(
                "--extra-py-files", "s3://bucket/lib.py, s3://bucket/pkg.zip", "--extra-files", "s3://bucket/data/")));
        world.dispatcher.tick();
        var files = world.machine.directory(world.row(run).driver()).resolve("files");
        assertThat(files.resolve("script/job.py")).hasContent("print(1)");
        assertThat(files.resolve("modules/lib.py")).exists();
        assertThat(files.resolve("packages/0/pkg.zip")).exists();
        assertThat(files.resolve("work/a.txt")).hasContent("a");
        assertThat(files.resolve("work/deep/b.txt")).hasContent("b");
        assertThat(Files.exists(files.resolve("work/data"))).isFalse();
    }

    @Test
    void aKeyThatClimbsOutOfTheDirectoryIsRefused() {
        world.lake.with("s3://bucket/data/../../../../evil", "x");
        Run run = world.start(Settings.with(Map.of("--extra-files", "s3://bucket/data/")));
        world.dispatcher.tick();
        assertThat(failure(run)).contains("does not end in a name that a file can have");
    }

    @Test
    void aDriverIsAdoptedByTheNextServer() {
        Run run = world.running(Settings.plain());
        world.machine.serverDies();
        world.restart();
        world.machine.of(run.id()).exit(0);
        world.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(world.machine.begun()).containsExactly(run.id());
    }

    private String failure(Run run) {
        return world.row(run).progress().failure().orElseThrow().message();
    }

    private void assertFailed(Run run, String message, Fault fault) {
        assertThat(world.row(run).state()).isEqualTo(RunState.FAILED);
        assertThat(world.row(run).progress().failure()).contains(new Progress.Failure(message, fault));
    }
}
