package dev.mastic.runs.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads Spark's event logs, a line at a time, as far as they can be read: lines that are cut off, too long, no JSON or of a kind
 * that nobody knows are passed over.
 *
 * <p>Spark's own reader lets a log name the classes to make of it. This one takes texts and numbers, and nothing else.
 */
public final class EventLogReader {
    static final int LINE_BYTES_MAX = 4 << 20;
    static final long LOG_BYTES_MAX = 256L << 20;
    private static final int TEXT_CHARACTERS_MAX = 20_000;
    private static final int NESTING_MAX = 100;
    private static final int STAGES_OF_A_JOB_MAX = 1_000;
    private static final String SQL = "org.apache.spark.sql.execution.ui.";

    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxStringLength(LINE_BYTES_MAX)
                    .build())
            .build());

    private static final Map<String, BiConsumer<JsonNode, History>> EVENTS = Map.ofEntries(
            Map.entry("SparkListenerLogStart", EventLogReader::logStart),
            Map.entry("SparkListenerApplicationStart", EventLogReader::applicationStart),
            Map.entry("SparkListenerApplicationEnd", EventLogReader::applicationEnd),
            Map.entry("SparkListenerEnvironmentUpdate", EventLogReader::environment),
            Map.entry("SparkListenerJobStart", EventLogReader::jobStart),
            Map.entry("SparkListenerJobEnd", EventLogReader::jobEnd),
            Map.entry("SparkListenerStageSubmitted", EventLogReader::stage),
            Map.entry("SparkListenerStageCompleted", EventLogReader::stage),
            Map.entry("SparkListenerTaskEnd", EventLogReader::taskEnd),
            Map.entry("SparkListenerExecutorAdded", EventLogReader::executorAdded),
            Map.entry("SparkListenerExecutorRemoved", EventLogReader::executorRemoved),
            Map.entry(SQL + "SparkListenerSQLExecutionStart", EventLogReader::queryStart),
            Map.entry(SQL + "SparkListenerSQLAdaptiveExecutionUpdate", EventLogReader::queryPlan),
            Map.entry(SQL + "SparkListenerSQLExecutionEnd", EventLogReader::queryEnd));

    private final History history = new History();
    private long bytesLeft = LOG_BYTES_MAX;

    /** Reads one more piece of the log; pieces come in order and end with a line, or with the log. */
    public void read(InputStream piece) throws IOException {
        LineBuffer line = new LineBuffer();
        byte[] buffer = new byte[64 * 1024];
        for (int read = piece.read(buffer); read >= 0 && bytesLeft > 0; read = piece.read(buffer)) {
            bytesLeft -= read;
            for (int at = 0; at < read; at++) {
                if (buffer[at] == '\n') {
                    take(line);
                } else {
                    line.add(buffer[at]);
                }
            }
        }
        if (line.length > 0) {
            take(line);
        }
    }

    /** What was read. */
    public History history() {
        return history;
    }

    /** One line, of which no more is kept than may be read. */
    private static final class LineBuffer {
        private byte[] bytes = new byte[8 * 1024];
        private int length;

        void add(byte b) {
            if (length < LINE_BYTES_MAX) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.min(LINE_BYTES_MAX, 2 * bytes.length));
                }
                bytes[length] = b;
            }
            length++;
        }
    }

    private void take(LineBuffer line) {
        try {
            if (line.length <= LINE_BYTES_MAX) {
                JsonNode event = JSON.readTree(new String(line.bytes, 0, line.length, StandardCharsets.UTF_8));
                BiConsumer<JsonNode, History> kind =
                        EVENTS.get(event.path("Event").asText());
                if (kind != null) {
                    kind.accept(event, history);
                }
            } else {
                history.countUnreadable();
            }
        } catch (IOException | StackOverflowError malformed) {
            history.countUnreadable();
        } finally {
            line.length = 0;
        }
    }

    private static void logStart(JsonNode event, History history) {
        history.application.sparkVersion = text(event, "Spark Version");
    }

    private static void applicationStart(JsonNode event, History history) {
        history.application.name = text(event, "App Name");
        history.application.id = text(event, "App ID");
        history.application.startedAt = event.path("Timestamp").asLong();
    }

    private static void applicationEnd(JsonNode event, History history) {
        history.application.endedAt = event.path("Timestamp").asLong();
    }

    private static void environment(JsonNode event, History history) {
        event.path("Spark Properties")
                .properties()
                .forEach(entry -> history.setting(
                        cut(entry.getKey()), cut(entry.getValue().asText())));
    }

    private static void jobStart(JsonNode event, History history) {
        History.Job job = history.job(event.path("Job ID").asLong());
        job.startedAt = event.path("Submission Time").asLong();
        JsonNode properties = event.path("Properties");
        String description = text(properties, "spark.job.description");
        job.description = description.isEmpty() ? text(properties, "callSite.short") : description;
        List<Long> stages = new ArrayList<>();
        for (JsonNode id : event.path("Stage IDs")) {
            if (stages.size() < STAGES_OF_A_JOB_MAX) {
                stages.add(id.asLong());
            }
        }
        job.stages = List.copyOf(stages);
    }

    private static void jobEnd(JsonNode event, History history) {
        History.Job job = history.job(event.path("Job ID").asLong());
        job.endedAt = event.path("Completion Time").asLong();
        JsonNode result = event.path("Job Result");
        if (!text(result, "Result").equals("JobSucceeded")) {
            String message = text(result.path("Exception"), "Message");
            job.failure = message.isEmpty() ? "failed" : message;
        }
    }

    private static void stage(JsonNode event, History history) {
        JsonNode info = event.path("Stage Info");
        History.Stage stage = history.stage(info.path("Stage ID").asLong());
        stage.name = text(info, "Stage Name");
        stage.tasks = info.path("Number of Tasks").asLong();
        stage.startedAt = info.path("Submission Time").asLong(stage.startedAt);
        stage.endedAt = info.path("Completion Time").asLong(stage.endedAt);
        stage.failure = text(info, "Failure Reason");
    }

    private static void taskEnd(JsonNode event, History history) {
        History.Stage stage = history.stage(event.path("Stage ID").asLong());
        JsonNode task = event.path("Task Info");
        JsonNode metrics = event.path("Task Metrics");
        History.Executor executor = history.executor(text(task, "Executor ID"));
        executor.tasks++;
        executor.busyMillis += metrics.path("Executor Run Time").asLong();
        executor.collectionMillis += metrics.path("JVM GC Time").asLong();
        if (task.path("Failed").asBoolean() || task.path("Killed").asBoolean()) {
            stage.failed++;
            executor.failed++;
            return;
        }
        stage.done++;
        long duration =
                task.path("Finish Time").asLong() - task.path("Launch Time").asLong();
        stage.longestMillis = Math.max(stage.longestMillis, duration);
        if (stage.durations.size() < History.Stage.DURATIONS_MAX) {
            stage.durations.add(duration);
        }
        JsonNode input = metrics.path("Input Metrics");
        stage.inputBytes += input.path("Bytes Read").asLong();
        stage.inputRecords += input.path("Records Read").asLong();
        JsonNode output = metrics.path("Output Metrics");
        stage.outputBytes += output.path("Bytes Written").asLong();
        stage.outputRecords += output.path("Records Written").asLong();
        JsonNode fetched = metrics.path("Shuffle Read Metrics");
        stage.shuffleReadBytes += fetched.path("Remote Bytes Read").asLong()
                + fetched.path("Local Bytes Read").asLong();
        stage.shuffleWriteBytes += metrics.path("Shuffle Write Metrics")
                .path("Shuffle Bytes Written")
                .asLong();
        stage.spilledBytes += metrics.path("Disk Bytes Spilled").asLong();
    }

    private static void executorAdded(JsonNode event, History history) {
        History.Executor executor = history.executor(text(event, "Executor ID"));
        executor.addedAt = event.path("Timestamp").asLong();
        executor.host = text(event.path("Executor Info"), "Host");
        executor.cores = event.path("Executor Info").path("Total Cores").asLong();
    }

    private static void executorRemoved(JsonNode event, History history) {
        history.executor(text(event, "Executor ID")).removedAt =
                event.path("Timestamp").asLong();
    }

    private static void queryStart(JsonNode event, History history) {
        History.Query query = history.query(event.path("executionId").asLong());
        query.description = text(event, "description");
        query.startedAt = event.path("time").asLong();
        query.plan = text(event, "physicalPlanDescription");
    }

    private static void queryPlan(JsonNode event, History history) {
        history.query(event.path("executionId").asLong()).plan = text(event, "physicalPlanDescription");
    }

    private static void queryEnd(JsonNode event, History history) {
        History.Query query = history.query(event.path("executionId").asLong());
        query.endedAt = event.path("time").asLong();
        query.failure = text(event, "errorMessage");
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? cut(value.asText()) : "";
    }

    private static String cut(String text) {
        return text.length() <= TEXT_CHARACTERS_MAX ? text : text.substring(0, TEXT_CHARACTERS_MAX) + " …";
    }
}
