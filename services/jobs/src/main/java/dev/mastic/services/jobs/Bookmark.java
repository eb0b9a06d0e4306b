package dev.mastic.services.jobs;

import static java.util.Objects.requireNonNull;

import dev.mastic.runs.JobKey;
import java.util.Optional;

/**
 * What a job remembers of the data it has read.
 *
 * @param version grows with every change
 * @param run how many runs have moved it since the last reset
 * @param state the sources' own state, as JSON
 */
record Bookmark(
        JobKey job,
        int version,
        int run,
        int attempt,
        Optional<String> runId,
        Optional<String> previousRunId,
        Optional<String> state) {
    Bookmark {
        requireNonNull(job, "job");
        requireNonNull(runId, "runId");
        requireNonNull(previousRunId, "previousRunId");
        requireNonNull(state, "state");
    }

    /** Everything forgotten. */
    Bookmark reset() {
        return new Bookmark(job, version + 1, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
