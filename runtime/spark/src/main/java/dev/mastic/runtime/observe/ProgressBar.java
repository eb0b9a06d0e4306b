package dev.mastic.runtime.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line like Spark's console bar, at most one in a while: how far the stages are that run. */
final class ProgressBar {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressBar.class);
    private static final int WIDTH = 40;
    private static final long PAUSE_MILLIS = 500;

    private final OutputStream out;
    private final Clock clock;
    private final Map<Integer, Stage> stages = new TreeMap<>();
    private Instant nextAt = Instant.EPOCH;

    ProgressBar(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    private static final class Stage {
        private final int tasks;
        private int running;
        private int done;

        Stage(int tasks) {
            this.tasks = tasks;
        }

        String text(int id) {
            int filled = tasks == 0 ? WIDTH : Math.min(WIDTH, WIDTH * done / tasks);
            String bar = "=".repeat(filled) + (filled < WIDTH ? ">" + " ".repeat(WIDTH - filled - 1) : "");
            return "[Stage %d:%s (%d + %d) / %d]".formatted(id, bar, done, running, tasks);
        }
    }

    synchronized void see(SparkListenerEvent event) {
        if (event instanceof SparkListenerStageSubmitted submitted) {
            stages.put(
                    submitted.stageInfo().stageId(),
                    new Stage(submitted.stageInfo().numTasks()));
        } else if (event instanceof SparkListenerTaskStart start) {
            stages.computeIfPresent(start.stageId(), (id, stage) -> {
                stage.running++;
                return stage;
            });
        } else if (event instanceof SparkListenerTaskEnd end) {
            stages.computeIfPresent(end.stageId(), (id, stage) -> {
                stage.running = Math.max(0, stage.running - 1);
                stage.done++;
                return stage;
            });
            write(clock.instant(), PAUSE_MILLIS);
        } else if (event instanceof SparkListenerStageCompleted completed) {
            write(clock.instant(), 0);
            stages.remove(completed.stageInfo().stageId());
        }
    }

    private void write(Instant now, long pauseMillis) {
        if (stages.isEmpty() || (pauseMillis > 0 && now.isBefore(nextAt))) {
            return;
        }
        nextAt = now.plusMillis(PAUSE_MILLIS);
        StringBuilder line = new StringBuilder();
        stages.forEach((id, stage) -> line.append(stage.text(id)));
        try {
            out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            LOG.warn("the progress bar could not be written: {}", e.toString());
        }
    }
}
