package dev.mastic.services.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds metrics and what was measured. */
interface MetricStore {
    /** Adds to what is known; all of it or nothing. */
    void add(Map<Metric, List<Span>> data, Instant now);

    /** The spans of a metric that begin in a time, oldest first; an empty unit stands for all of them. */
    List<Span> spans(Metric metric, long fromSeconds, long toSeconds, String unit);

    /** Metrics in the order of namespace, name and dimensions. */
    List<Metric> list(Filter filter, Optional<Metric> after, int limit);

    /** Gathers spans that are old enough into longer ones and forgets the oldest; returns how many were touched. */
    int gather(Instant now, int limit);

    /**
     * Which metrics of an account and region.
     *
     * @param namespace all of them when it is empty
     * @param name all of them when it is empty
     * @param dimensions values that must be there; an empty value asks for the dimension only
     * @param activeSince metrics that got data since, in epoch seconds
     */
    record Filter(
            String account,
            String region,
            String namespace,
            String name,
            Map<String, String> dimensions,
            long activeSince) {
        public Filter {
            dimensions = Map.copyOf(dimensions);
        }
    }
}
