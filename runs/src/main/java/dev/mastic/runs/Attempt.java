package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which try a run is.
 *
 * @param number 0 for the first, then one more for each automatic retry
 * @param previousRunId the run this one repeats
 */
public record Attempt(int number, Optional<String> previousRunId) {
    static final Attempt FIRST = new Attempt(0, Optional.empty());

    private static final String RETRY = "_attempt_";

    public Attempt {
        requireNonNull(previousRunId, "previousRunId");
    }

    static Attempt rerunOf(String runId) {
        return new Attempt(0, Optional.of(runId));
    }

    Attempt retryOf(String runId) {
        return new Attempt(number + 1, Optional.of(runId));
    }

    /** A retry's id: that of the first attempt with its number behind it, as on AWS. */
    String retryId(String runId) {
        int suffix = runId.indexOf(RETRY);
        return (suffix < 0 ? runId : runId.substring(0, suffix)) + RETRY + (number + 1);
    }
}
