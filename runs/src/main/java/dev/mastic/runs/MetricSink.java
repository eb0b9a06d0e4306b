package dev.mastic.runs;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where the metrics of a run's end go. */
@FunctionalInterface
public interface MetricSink {
    /**
     * Adds to metrics of the namespace Glue.
     *
     * @throws RunFailure when the run's role may not write metrics there
     */
    void put(Run run, List<Count> counts, Instant time);

    /** So many of something. */
    record Count(String name, Map<String, String> dimensions, double value) {
        public Count {
            dimensions = Map.copyOf(dimensions);
        }
    }
}
