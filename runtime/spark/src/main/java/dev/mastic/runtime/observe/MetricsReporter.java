package dev.mastic.runtime.observe;

import com.amazonaws.AmazonClientException;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.cloudwatch.AmazonCloudWatch;
import com.amazonaws.services.cloudwatch.AmazonCloudWatchClientBuilder;
import com.amazonaws.services.cloudwatch.model.Dimension;
import com.amazonaws.services.cloudwatch.model.MetricDatum;
import com.amazonaws.services.cloudwatch.model.PutMetricDataRequest;
import dev.mastic.runtime.observe.MetricsPlan.Kind;
import dev.mastic.runtime.s3.RunCredentialsProvider;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the metrics of a run every half a minute, and when it ends, with the permissions of its role. */
final class MetricsReporter {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsReporter.class);
    private static final String NAMESPACE = "Glue";
    private static final String EVERY_RUN = "ALL";
    private static final int PERIOD_SECONDS = 30;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int ATTEMPTS_AGAIN = 2;

    /** Well below the size of a request that CloudWatch takes. */
    private static final int DATA_MAX = 200;

    private final MetricsPlan plan;
    private final RunTally tally;
    private final Clock clock;
    private final AmazonCloudWatch cloudWatch;
    private final ScheduledExecutorService thread;
    private Machine before = Machine.look();
    private Instant lastAt;
    private boolean finished;
    private boolean refused;

    private MetricsReporter(MetricsPlan plan, RunTally tally, Clock clock) {
        this.plan = plan;
        this.tally = tally;
        this.clock = clock;
        lastAt = clock.instant();
        cloudWatch = AmazonCloudWatchClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(plan.endpoint(), plan.region()))
                .withCredentials(new RunCredentialsProvider())
                .withClientConfiguration(new ClientConfiguration()
                        .withConnectionTimeout(TIMEOUT_MILLIS)
                        .withSocketTimeout(TIMEOUT_MILLIS)
                        .withMaxErrorRetry(ATTEMPTS_AGAIN))
                .build();
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "metrics");
            made.setDaemon(true);
            return made;
        });
    }

    static MetricsReporter start(MetricsPlan plan, RunTally tally) {
        MetricsReporter reporter = new MetricsReporter(plan, tally, Clock.systemUTC());
        var unused =
                reporter.thread.scheduleAtFixedRate(reporter::report, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return reporter;
    }

    /** The last report: runs that are shorter than the period send theirs here. */
    synchronized void finish() {
        if (!finished) {
            thread.shutdown();
            report();
            finished = true;
        }
    }

    private synchronized void report() {
        if (finished) {
            return;
        }
        try {
            send(measure());
        } catch (AmazonClientException e) {
            // Metrics must not fail a run; what was counted is in the log's words at least.
            if (!refused) {
                LOG.warn("the run's metrics could not be sent: {}", e.getMessage());
            }
            refused = true;
        } catch (RuntimeException e) {
            LOG.warn("the run's metrics could not be taken", e);
        }
    }

    private List<Measurement> measure() {
        Instant now = clock.instant();
        Machine machine = Machine.look();
        Measurements made = new Measurements(
                tally.read(),
                before,
                machine,
                now.toEpochMilli() - lastAt.toEpochMilli(),
                Runtime.getRuntime().availableProcessors());
        before = machine;
        lastAt = now;
        List<Measurement> all = new ArrayList<>();
        if (plan.kinds().contains(Kind.PROFILING)) {
            all.addAll(made.profiling());
        }
        if (plan.kinds().contains(Kind.OBSERVABILITY)) {
            all.addAll(made.observability());
        }
        return all;
    }

    private void send(List<Measurement> measurements) {
        Date now = Date.from(lastAt);
        List<MetricDatum> data = new ArrayList<>();
        for (Measurement measurement : measurements) {
            data.add(datum(measurement, plan.runId(), now));
            data.add(datum(measurement, EVERY_RUN, now));
        }
        for (int from = 0; from < data.size(); from += DATA_MAX) {
            cloudWatch.putMetricData(new PutMetricDataRequest()
                    .withNamespace(NAMESPACE)
                    .withMetricData(data.subList(from, Math.min(data.size(), from + DATA_MAX))));
        }
    }

    private MetricDatum datum(Measurement measurement, String runId, Date now) {
        List<Dimension> dimensions = new ArrayList<>();
        dimensions.add(dimension("JobName", plan.jobName()));
        dimensions.add(dimension("JobRunId", runId));
        dimensions.add(dimension("Type", measurement.type()));
        measurement.group().ifPresent(group -> dimensions.add(dimension("ObservabilityGroup", group)));
        return new MetricDatum()
                .withMetricName(measurement.name())
                .withDimensions(dimensions)
                .withTimestamp(now)
                .withUnit(measurement.unit())
                .withValue(measurement.value());
    }

    private static Dimension dimension(String name, String value) {
        return new Dimension().withName(name).withValue(value);
    }
}
