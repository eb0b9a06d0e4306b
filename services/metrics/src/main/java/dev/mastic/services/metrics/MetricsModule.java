package dev.mastic.services.metrics;

import dev.mastic.store.Database;
import java.time.Clock;
import java.util.List;

/** Wires CloudWatch metrics over a database. */
public final class MetricsModule {
    private static final int SWEPT_MAX = 5_000;

    private final MetricStore store;
    private final Clock clock;
    private final List<Object> apis;

    public MetricsModule(Database database, Clock clock) {
        this.clock = clock;
        store = new JdbcMetricStore(database);
        apis = List.of(
                new MetricsApi(store, clock), new MetricStatisticsApi(store, clock), new MetricDataApi(store, clock));
    }

    /** The operations, for the server's table of them. */
    public List<Object> apis() {
        return apis;
    }

    /** Lets other parts of the server count. */
    public MetricWriter writer() {
        return new MetricWriter(store);
    }

    /** Gathers a bounded number of old spans into longer ones; returns how many. */
    public int sweep() {
        return store.gather(clock.instant(), SWEPT_MAX);
    }
}
