package dev.mastic.services.metrics;

import dev.mastic.aws.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets other parts of the server count. Joins the caller's transaction. */
public final class MetricWriter {
    private final MetricStore store;

    MetricWriter(MetricStore store) {
        this.store = store;
    }

    /** Adds one value, of the unit Count. Whether the caller may is not asked here. */
    public void add(
            Caller caller, String namespace, String name, Map<String, String> dimensions, double value, Instant time) {
        Metric metric = new Metric(caller.accountId(), caller.region(), namespace, name, new TreeMap<>(dimensions));
        long start = time.getEpochSecond() - Math.floorMod(time.getEpochSecond(), Retention.MINUTE);
        Span span = new Span(start, Retention.MINUTE, "Count", Summary.of(value, 1));
        store.add(Map.of(metric, List.of(span)), time);
    }
}
