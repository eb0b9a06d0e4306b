package dev.mastic.services.jobs;

import static java.util.Objects.requireNonNull;

import dev.mastic.runs.JobKey;
import dev.mastic.runs.Run;
import java.util.Optional;

/**
 * What a job remembers of the data it has read.
 *
 * @param version grows with every change
 * @param run how many runs have moved it since the last reset
 * @param attempt which attempt of its run has moved it
 * @param runId the run that has moved it last
 * @param previousRunId the run that had moved it before that one
 * @param state the sources' own states by context, as JSON
 * @param commits how often its run has moved it
 */
record Bookmark(
        JobKey job,
        int version,
        int run,
        int attempt,
        Optional<String> runId,
        Optional<String> previousRunId,
        Optional<String> state,
        int commits) {
    Bookmark {
        requireNonNull(job, "job");
        requireNonNull(runId, "runId");
        requireNonNull(previousRunId, "previousRunId");
        requireNonNull(state, "state");
    }

    /** Nothing remembered, and nothing ever was. */
    static Bookmark none(JobKey job) {
        return new Bookmark(job, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    /** Everything forgotten. */
    Bookmark reset() {
        return none(job).withVersion(version + 1);
    }

    /** What is remembered from now on is what was remembered then. */
    Bookmark rewoundTo(Bookmark earlier) {
        return earlier.withVersion(version + 1);
    }

    /** Moved by a run. */
    Bookmark movedBy(Run mover, String newState) {
        boolean again = isOf(mover);
        return new Bookmark(
                job,
                version + 1,
                again ? run : run + 1,
                mover.attempt().number(),
                Optional.of(mover.id()),
                again ? previousRunId : runId,
                Optional.of(newState),
                again ? commits + 1 : 1);
    }

    boolean isOf(Run mover) {
        return runId.filter(mover.id()::equals).isPresent();
    }

    private Bookmark withVersion(int other) {
        return new Bookmark(job, other, run, attempt, runId, previousRunId, state, commits);
    }
}
