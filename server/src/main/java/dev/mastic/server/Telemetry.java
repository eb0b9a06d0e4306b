package dev.mastic.server;

import dev.mastic.aws.Caller;
import dev.mastic.aws.request.Exchange;
import dev.mastic.aws.request.RequestRecord;
import dev.mastic.aws.request.Target;
import dev.mastic.runs.Run;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** The server's own numbers, in the form that Prometheus reads. Users' metrics are CloudWatch's, not these. */
final class Telemetry {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests;
    private final Histogram requestSeconds;
    private final Counter ends;
    private final Clock clock;

    Telemetry(Clock clock) {
        this.clock = clock;
        JvmMetrics.builder().register(registry);
        requests = Counter.builder()
                .name("mastic_requests_total")
                .help("Requests that were answered, by error code (- for none)")
                .labelNames("service", "operation", "error")
                .register(registry);
        requestSeconds = Histogram.builder()
                .name("mastic_request_seconds")
                .help("From the first byte of a request to its answer")
                .unit(Unit.SECONDS)
                .labelNames("service")
                .classicOnly()
                .register(registry);
        ends = Counter.builder()
                .name("mastic_runs_ended_total")
                .help("Runs that ended since the server started, by the state they ended in")
                .labelNames("state")
                .register(registry);
    }

    /** Adds what is asked of the loops at each scrape. */
    void watch(RunLoops runs, DiskSpace disk) {
        GaugeWithCallback.builder()
                .name("mastic_runs")
                .help("Runs that have not ended")
                .labelNames("state")
                .callback(
                        gauge -> runs.store().countByState().forEach((state, count) -> gauge.call(count, state.name())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("mastic_pool_drivers")
                .help("Warm drivers")
                .labelNames("state")
                .callback(gauge -> {
                    var pool = runs.pool();
                    gauge.call(pool.ready(), "ready");
                    gauge.call(pool.warmingUp(), "warming-up");
                    gauge.call(pool.wanted(), "wanted");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("mastic_launches")
                .help("Drivers that were given to runs since the server started")
                .labelNames("driver")
                .callback(gauge -> {
                    gauge.call(runs.pool().servedWarm(), "warm");
                    gauge.call(runs.pool().startedCold(), "cold");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("mastic_disk_free_bytes")
                .help("What is free on the disk of the data directory")
                .callback(gauge -> gauge.call((double) disk.freeBytes()))
                .register(registry);
    }

    void ended(Run run) {
        ends.labelValues(run.state().name()).inc();
    }

    /** Counts every answer, and passes it on. */
    RequestRecord counting(RequestRecord next) {
        return new RequestRecord() {
            @Override
            public void answered(Exchange exchange, int status, String error) {
                Target target = exchange.targetIfKnown();
                String service = target == null ? "-" : target.service().actionPrefix();
                // A name that a client made up must not become a label.
                Caller caller = exchange.callerIfKnown();
                String operation = target == null || caller == null ? "-" : target.operation();
                requests.labelValues(service, operation, error.isEmpty() ? "-" : error)
                        .inc();
                requestSeconds
                        .labelValues(service)
                        .observe(Duration.between(exchange.request().receivedAt(), clock.instant())
                                        .toMillis()
                                / MILLIS_PER_SECOND);
                next.answered(exchange, status, error);
            }
        };
    }

    /** All of it. */
    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ExpositionFormats.init().getPrometheusTextFormatWriter().write(out, registry.scrape());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
