package dev.mastic.runs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Holds runs. A change counts only when nobody else has changed the run since it was read. */
public interface RunStore {
    Optional<Run> find(String id);

    /** Adds a run. An id is used once. */
    void insert(Run run);

    /** Writes {@code changed} over {@code read}; false when somebody was faster. */
    boolean replace(Run read, Run changed);

    /** The same, together with the run that follows, if there is one: both or neither. */
    boolean replace(Run read, Run changed, Optional<Run> successor);

    /** Queued runs, oldest first. */
    List<Run> waiting(int max);

    /** Runs in state STARTING that no driver has, oldest first. */
    List<Run> due(int max);

    /** Runs that have not ended and that a driver has. */
    List<Run> launched();

    /** Runs that have ended and whose driver's remains are still there. */
    List<Run> unreleased(int max);

    /** How many runs of a job count against its limit: those that neither wait nor have ended. */
    int countActive(JobKey job);

    /** A page of a job's runs, newest first, behind the given place. */
    List<Run> ofJob(JobKey job, Optional<Place> after, int max);

    /** A place in the list of a job's runs. */
    record Place(Instant startedOn, String id) {
        public static Place of(Run run) {
            return new Place(run.progress().startedOn(), run.id());
        }
    }
}
