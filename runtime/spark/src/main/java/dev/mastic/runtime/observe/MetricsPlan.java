package dev.mastic.runtime.observe;

import java.util.Set;

/**
 * What is reported of a run, and where.
 *
 * @param endpoint of CloudWatch
 */
public record MetricsPlan(String endpoint, String region, String jobName, String runId, Set<Kind> kinds) {
    /** Which metrics. */
    public enum Kind {
        /** Those of {@code --enable-metrics}. */
        PROFILING,
        /** Those of {@code --enable-observability-metrics}. */
        OBSERVABILITY
    }

    public MetricsPlan {
        kinds = Set.copyOf(kinds);
    }
}
