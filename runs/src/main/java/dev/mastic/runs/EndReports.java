package dev.mastic.runs;

import dev.mastic.runs.Observation.Wish;
import dev.mastic.runs.Progress.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how a run ended, to those who watch by metrics and logs: the metrics of success and error, and the log stream of job run
 * insights. With the permissions of the run's role; a role that may not leaves the run's end as it is.
 */
public final class EndReports {
    private static final Logger LOG = LoggerFactory.getLogger(EndReports.class);
    private static final String CAUSE_STREAM = "-job-insights-rca-driver";
    private static final String EVERY_RUN = "ALL";
    private static final Pattern CATEGORY = Pattern.compile("^Error Category: (?<category>[A-Z_]+);");
    private static final Pattern LINE = Pattern.compile("; Failed Line Number: (?<line>\\d+);");

    private final LogSink logs;
    private final MetricSink metrics;

    public EndReports(LogSink logs, MetricSink metrics) {
        this.logs = logs;
        this.metrics = metrics;
    }

    /** Tells, in the transaction that is open. */
    void tell(Run ended, Instant now) {
        try {
            if (Observation.of(ended).wishes().contains(Wish.OBSERVABILITY)) {
                metrics.put(ended, counts(ended), now);
            }
            if (Observation.hasInsights(ended)) {
                ended.progress().failure().ifPresent(failure -> tellCause(ended, failure, now));
            }
        } catch (RunFailure denied) {
            LOG.warn("the end of run {} is not reported: {}", ended.id(), denied.message());
        }
    }

    private static List<MetricSink.Count> counts(Run ended) {
        List<MetricSink.Count> counts = new ArrayList<>();
        boolean succeeded = ended.state() == RunState.SUCCEEDED;
        boolean failed = ended.progress().failure().isPresent();
        for (String runId : List.of(ended.id(), EVERY_RUN)) {
            Map<String, String> dimensions = Map.of(
                    "JobName", ended.job().name(), "JobRunId", runId, "Type", "count", "ObservabilityGroup", "error");
            counts.add(new MetricSink.Count("glue.succeed.ALL", dimensions, succeeded ? 1 : 0));
            counts.add(new MetricSink.Count("glue.error.ALL", dimensions, failed ? 1 : 0));
            ended.progress()
                    .failure()
                    .ifPresent(failure ->
                            counts.add(new MetricSink.Count("glue.error." + category(ended, failure), dimensions, 1)));
        }
        return counts;
    }

    private static String category(Run ended, Failure failure) {
        Matcher told = CATEGORY.matcher(failure.message());
        if (told.find()) {
            return told.group("category");
        }
        return ended.state() == RunState.TIMEOUT
                ? "TIMEOUT_ERROR"
                : ErrorCategory.of(failure.message()).glueName();
    }

    /** Two events, as Glue's own stream has them: the exception with its line, and what to make of it. */
    private void tellCause(Run ended, Failure failure, Instant now) {
        Optional<LogSink.Target> target = LogRoute.insights(ended, CAUSE_STREAM);
        if (target.isEmpty()) {
            return;
        }
        Matcher line = LINE.matcher(failure.message());
        List<LogSink.Event> events = new ArrayList<>();
        events.add(new LogSink.Event(
                now,
                "[Glue Exception Analysis] "
                        + json(
                                "Event", "GlueETLJobExceptionEvent",
                                "Timestamp", String.valueOf(now.toEpochMilli()),
                                "Failure Reason", failure.message(),
                                "Last Executed Line number", line.find() ? line.group("line") : "",
                                "script", ended.settings().script().location())));
        events.add(new LogSink.Event(now, "[Glue Insights] " + failure.message()));
        logs.append(ended, target.orElseThrow(), events);
    }

    private static String json(String... namesAndValues) {
        StringBuilder json = new StringBuilder("{");
        for (int at = 0; at < namesAndValues.length; at += 2) {
            json.append(at == 0 ? "" : ",")
                    .append(quoted(namesAndValues[at]))
                    .append(':')
                    .append(quoted(namesAndValues[at + 1]));
        }
        return json.append('}').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
