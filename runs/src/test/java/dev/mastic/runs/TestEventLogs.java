package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.RunSettings.Limits;
import dev.mastic.runs.RunSettings.WhenFull;
import dev.mastic.runs.history.EventLogReader;
import dev.mastic.runs.history.HistoryPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestEventLogs {
    private static final Map<String, String> WANTED =
            Map.of("--enable-spark-ui", "true", "--spark-event-logs-path", "s3://lake/events");

    private final World world = new World(1);
    private final Map<String, String> kept = new TreeMap<>();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void piecesBecomeSparksRollingLogWithoutLossOrRepetition() {
        Run run = start();
        write(run, "app.inprogress", "one\ntw");
        world.eventLogs.tick();
        write(run, "app.inprogress", "o\n");
        world.clock.advance(Duration.ofSeconds(30));
        world.restart();
        world.eventLogs.tick();
        world.machine.of(run.id()).exit(0);
        world.watcher.tick();
        write(run, "app.inprogress", "end\n");
        world.machine.of(run.id()).vanish();
        world.watcher.tick();
        String folder = "s3://lake/events/eventlog_v2_" + run.id() + "/";
        assertThat(kept)
                .containsEntry(folder + "events_1_" + run.id(), "one\n")
                .containsEntry(folder + "events_2_" + run.id(), "two\n")
                .containsEntry(folder + "events_3_" + run.id(), "end\n")
                .containsEntry(folder + "appstatus_" + run.id(), "");
    }

    @Test
    void aRoleThatMayNotWriteThereIsNotAskedAgain() {
        Run run = start();
        int[] asked = {0};
        world.eventSink = (owner, location, bytes) -> {
            asked[0]++;
            throw new RunFailure(Fault.CALLER, "denied");
        };
        write(run, "app", "one\n");
        world.eventLogs.tick();
        world.clock.advance(Duration.ofMinutes(1));
        world.eventLogs.tick();
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void aHostileLogIsReadAsFarAsItCanBe() throws IOException {
        String hostile =
                "{\"Event\":\"SparkListenerApplicationStart\",\"App Name\":\"<script>alert(1)</script>\",\"Timestamp\":1}\n"
                        + "{\"Event\":\"java.lang.ProcessBuilder\",\"command\":[\"sh\"]}\n"
                        + "{\"Event\":{\"@class\":\"javax.script.ScriptEngineManager\"}}\n"
                        + "{\"Event\":\"SparkListenerJobStart\",\"Job ID\":\"x\",\"Stage IDs\":7,\"Properties\":[]}\n"
                        + "{\"Event\":\"SparkListenerTaskEnd\"}\n"
                        + "not json\n" + "[".repeat(10_000) + "\n" + "{\"Event\":\"cut";
        EventLogReader reader = new EventLogReader();
        reader.read(new ByteArrayInputStream(hostile.getBytes(StandardCharsets.UTF_8)));
        String page =
                HistoryPage.of(reader.history(), new HistoryPage.Subject("job & <b>", "jr_1", "FAILED", Settings.NOON));
        assertThat(page)
                .contains("job &amp; &lt;b&gt;")
                .contains("3 lines of the event log could not be read")
                .doesNotContain("<script");
    }

    private Run start() {
        world.eventSink = (run, location, bytes) -> kept.put(location, new String(bytes, StandardCharsets.UTF_8));
        return world.running(Settings.of("5.0", WANTED, new Limits(480, 0, 9, WhenFull.REFUSE)));
    }

    private void write(Run run, String log, String text) {
        world.machine.of(run.id()).print("events/" + log, text);
    }
}
