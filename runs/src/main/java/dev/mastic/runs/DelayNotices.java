package dev.mastic.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.store.Database;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of runs that take longer than their {@code NotifyDelayAfter}, each once.
 *
 * <p>Source of the event's form: the AWS documentation, "AWS Glue events", {@code Glue Job Run Status}.
 */
public final class DelayNotices {
    private static final Logger LOG = LoggerFactory.getLogger(DelayNotices.class);
    private static final int NOTICES_MAX = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final RunStore runs;
    private final EventSink sink;
    private final Database database;
    private final Ids ids;
    private final Clock clock;

    public DelayNotices(RunStore runs, EventSink sink, Database database, Ids ids, Clock clock) {
        this.runs = runs;
        this.sink = sink;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** One round. */
    public void tick() {
        runs.toNotify(clock.instant(), NOTICES_MAX).forEach(this::tell);
    }

    /** The note that it was told, and the event, are written together. */
    private void tell(Run run) {
        boolean told = database.atomically(() -> {
            boolean first = runs.notified(run.id()) && !run.state().isFinal();
            if (first) {
                Instant now = clock.instant();
                sink.put(run, now, event(run, now));
            }
            return first;
        });
        if (told) {
            LOG.warn(
                    "run {} of job {} is delayed: {} after {} minutes",
                    run.id(),
                    run.job().name(),
                    run.state(),
                    minutes(run));
        }
    }

    private String event(Run run, Instant now) {
        JobKey job = run.job();
        ObjectNode event = json.createObjectNode();
        event.put("version", "0");
        event.put("id", ids.uuid());
        event.put("detail-type", "Glue Job Run Status");
        event.put("source", "aws.glue");
        event.put("account", job.account());
        event.put("time", now.toString());
        event.put("region", job.region());
        event.putArray("resources");
        ObjectNode detail = event.putObject("detail");
        detail.put("jobName", job.name());
        detail.put("severity", "INFO");
        detail.putObject("notificationCondition").put("NotifyDelayAfter", (double) minutes(run));
        detail.put("state", run.state().name());
        detail.put("jobRunId", run.id());
        detail.put(
                "message",
                "Job %s has been in %s state for longer than %d minutes"
                        .formatted(job.name(), run.state(), minutes(run)));
        detail.put("startedOn", run.progress().startedOn().toString());
        return event.toString();
    }

    private static long minutes(Run run) {
        return run.settings().notifyDelayAfter().map(Duration::toMinutes).orElse(0L);
    }
}
