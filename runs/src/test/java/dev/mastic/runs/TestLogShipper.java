package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.RunSettings.Limits;
import dev.mastic.runs.RunSettings.WhenFull;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestLogShipper {
    private static final int EVENT_BYTES_MAX = (256 << 10) - 26;

    private final World world = new World(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aLineIsShippedWhenItHasItsEnd() {
        Run run = world.running(Settings.plain());
        print(run, "stdout", "one\ntw");
        world.shipper.tick();
        assertThat(world.log.messages(run.id())).containsExactly("one");
        print(run, "stdout", "o\n");
        world.shipper.tick();
        assertThat(world.log.messages(run.id())).containsExactly("one", "two");
    }

    @Test
    void whoSeesTheEndFindsTheLastLine() {
        Run run = world.running(Settings.plain());
        print(run, "stdout", "no end of line");
        world.machine.of(run.id()).exit(0);
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(world.log.messages(run.id())).containsExactly("no end of line");
    }

    @Test
    void theEndWaitsForALongLogAndTheOtherRunsDoNot() {
        Run run = world.running(Settings.plain());
        Run other = world.running(Settings.plain());
        print(run, "stdout", ("x".repeat(99) + "\n").repeat(90_000));
        world.machine.of(run.id()).exit(0);
        world.machine.of(other.id()).exit(0);
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(world.row(other).state()).isEqualTo(RunState.SUCCEEDED);
        for (int round = 0; round < 5 && !world.row(run).state().isFinal(); round++) {
            world.watcher.tick();
        }
        assertThat(world.row(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(world.log.messages(run.id())).hasSize(90_000);
    }

    @Test
    void fromFiveOnOutputAndErrorsAreTogetherAndTheSystemIsApart() {
        Run run = world.running(Settings.of("5.0", Map.of(), new Limits(480, 0, 9, WhenFull.REFUSE)));
        printAll(run);
        assertThat(world.log.targets(run.id()))
                .containsExactly("/aws-glue/jobs/error:" + run.id(), "/aws-glue/jobs/output:" + run.id());
        assertThat(world.log.messages(run.id())).containsExactly("out", "err", "sys");
    }

    @Test
    void aCustomPrefixNamesGroupAndStream() {
        Run run = world.running(Settings.of(
                "5.1",
                Map.of("--custom-logGroup-prefix", "/team", "--custom-logStream-prefix", "x"),
                new Limits(480, 0, 9, WhenFull.REFUSE)));
        printAll(run);
        assertThat(world.log.targets(run.id())).containsExactly("/team/error:x-driver", "/team/output:x-driver");
    }

    @Test
    void theRouteOfEachFileFollowsTheGlueVersion() {
        assertThat(groups("4.0")).containsExactly("output", "error", "error");
        assertThat(groups("0.9")).containsExactly("output", "error", "error");
        assertThat(groups("5.0")).containsExactly("output", "output", "error");
        assertThat(groups("auto")).containsExactly("output", "output", "error");
    }

    @Test
    void continuousLogsBeforeFiveHaveStreamsOfTheirOwn() {
        Run run = world.running(Settings.of("4.0", Map.of("--enable-continuous-cloudwatch-log", "true"), limits()));
        printAll(run);
        print(run, "progress", "[Stage 0:=>]\n");
        world.shipper.tick();
        assertThat(world.log.targets(run.id()))
                .containsExactly(
                        "/aws-glue/jobs/error:" + run.id(),
                        "/aws-glue/jobs/logs-v2:" + run.id() + "-driver",
                        "/aws-glue/jobs/logs-v2:" + run.id() + "-progress-bar",
                        "/aws-glue/jobs/output:" + run.id());
        assertThat(world.log.messages(run.id())).containsExactly("out", "err", "sys", "sys", "[Stage 0:=>]");
    }

    @Test
    void continuousLogsGoWhereTheJobWantsThem() {
        Map<String, String> arguments = Map.of(
                "--enable-continuous-cloudwatch-log", "true",
                "--continuous-log-logGroup", "/team/etl",
                "--continuous-log-logStreamPrefix", "nightly",
                "--continuous-log-conversionPattern", "%m%n",
                "--enable-continuous-log-filter", "false");
        Run run = world.running(Settings.of("3.0", arguments, limits()));
        printAll(run);
        assertThat(world.log.targets(run.id())).contains("/team/etl:nightly-driver");
        assertThat(Observation.of(run).logPattern()).contains("%m%n");
        assertThat(Observation.of(run).wishes())
                .containsExactlyInAnyOrder(Observation.Wish.PROGRESS_BAR, Observation.Wish.EVERY_MESSAGE);
    }

    @Test
    void whatARunTellsFollowsItsParametersAndVersion() {
        Map<String, String> arguments = Map.of(
                "--enable-metrics", "",
                "--enable-observability-metrics", "true",
                "--enable-continuous-cloudwatch-log", "true",
                "--enable-spark-ui", "true",
                "--spark-event-logs-path", "s3://lake/events/");
        assertThat(wishes("5.0", arguments))
                .containsExactlyInAnyOrder(
                        Observation.Wish.PROFILING, Observation.Wish.OBSERVABILITY, Observation.Wish.EVENT_LOG);
        assertThat(wishes("3.0", arguments))
                .containsExactlyInAnyOrder(
                        Observation.Wish.PROFILING, Observation.Wish.PROGRESS_BAR, Observation.Wish.EVENT_LOG);
        assertThat(wishes("5.0", Map.of("--enable-spark-ui", "true")))
                .as("no path")
                .isEmpty();
    }

    private Set<Observation.Wish> wishes(String version, Map<String, String> arguments) {
        return Observation.of(world.running(Settings.of(version, arguments, limits())))
                .wishes();
    }

    private static Limits limits() {
        return new Limits(480, 0, 9, WhenFull.REFUSE);
    }

    @Test
    void aRoleThatMayNotWriteLogsHasNoneAndTheRunSaysWhy() {
        world.sink = (run, target, events) -> {
            throw new RunFailure(Fault.CALLER, "not authorized to perform: logs:PutLogEvents");
        };
        Run run = world.running(Settings.plain());
        print(run, "stdout", "secret\n");
        world.machine.of(run.id()).exit(0);
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(world.row(run).progress().detail()).contains("not authorized to perform: logs:PutLogEvents");
        assertThat(world.log.messages(run.id())).isEmpty();
    }

    @Test
    void aSinkThatFailsLosesNothing() {
        Run run = world.running(Settings.plain());
        print(run, "stdout", "kept\n");
        world.sink = (owner, target, events) -> {
            throw new IllegalStateException("full");
        };
        world.shipper.tick();
        world.sink = world.log;
        world.shipper.tick();
        assertThat(world.log.messages(run.id())).containsExactly("kept");
    }

    @Test
    void aTerminalIsNotToObeyALog() {
        LogLines lines =
                LogLines.all("\u001b[31mred\u001b[0m\r\n\ta\u0000b\u009bc\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(lines.texts()).containsExactly("\\u001b[31mred\\u001b[0m", "\ta\\u0000b\\u009bc", " ");
    }

    @Test
    void aLongLineIsSplitBetweenCharacters() {
        String line = "x" + "é".repeat(EVENT_BYTES_MAX);
        LogLines lines = LogLines.all((line + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(lines.texts()).hasSize(3);
        assertThat(String.join("", lines.texts()).equals(line))
                .as("nothing is lost")
                .isTrue();
        assertThat(lines.texts()).allMatch(text -> text.getBytes(StandardCharsets.UTF_8).length <= EVENT_BYTES_MAX);
    }

    @Test
    void aPieceWithoutALineEndIsTakenWhenPiecesGetNoLonger() {
        byte[] piece = "abcé".getBytes(StandardCharsets.UTF_8);
        assertThat(LogLines.complete(piece, 6).bytes()).as("it may still grow").isZero();
        assertThat(LogLines.complete(piece, 5).bytes())
                .as("the last character may go on")
                .isEqualTo(3);
        assertThat(LogLines.complete("abcd".getBytes(StandardCharsets.UTF_8), 4).texts())
                .containsExactly("abcd");
    }

    @Test
    void whatIsNoUtf8IsShippedAllTheSame() {
        byte[] bytes = {(byte) 0xe9, 't', (byte) 0xe9, '\n', (byte) 0x80, (byte) 0x80, '\n'};
        assertThat(LogLines.all(bytes).texts()).containsExactly("\ufffdt\ufffd", "\ufffd\ufffd");
    }

    private void printAll(Run run) {
        print(run, "stdout", "out\n");
        print(run, "stderr", "err\n");
        print(run, "system", "sys\n");
        world.shipper.tick();
    }

    private void print(Run run, String file, String text) {
        world.machine.of(run.id()).print(file, text);
    }

    private static List<String> groups(String glueVersion) {
        Run run = Run.begin(
                "jr_1",
                Settings.NIGHTLY,
                Attempt.FIRST,
                Settings.of(glueVersion, Map.of(), new Limits(480, 0, 9, WhenFull.REFUSE)),
                RunState.STARTING,
                Settings.NOON);
        return LogRoute.of(run).stream()
                .map(route -> route.target().group().replace("/aws-glue/jobs/", ""))
                .toList();
    }
}
