package dev.mastic.runs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Holds runs. A change counts only when nobody else has changed the run since it was read. */
public interface RunStore {
    Optional<Run> find(String id);

    /** Adds a run. An id is used once. */
    void insert(Run run);

    /** Writes {@code changed} over {@code read}; false when somebody was faster. */
    boolean replace(Run read, Run changed);

    /** The same, together with the run that follows, if there is one: both or neither. */
    boolean replace(Run read, Run changed, Optional<Run> successor);

    /** The jobs that have queued runs. */
    List<JobKey> jobsWaiting();

    /** A job's queued runs, oldest first. */
    List<Run> waiting(JobKey job, int max);

    /** Queued runs that were begun before the given time, or that somebody wishes to be stopped. */
    List<Run> waitingInVain(Instant begunBefore, int max);

    /** Runs in state STARTING that no driver has: STANDARD ones before FLEX ones, oldest first. */
    List<Run> due(int max);

    /** How many runs no driver has yet, queued or due; counts no further than {@code max}. */
    int countUndriven(int max);

    /** Runs whose delay is to be told of by now, the one with the earliest time first. */
    List<Run> toNotify(Instant now, int max);

    /** Notes that a run's delay was told of, or need not be; false when that was noted before. */
    boolean notified(String id);

    /** Runs that have not ended and that a driver has. */
    List<Run> launched();

    /** Runs that have ended and whose driver's remains are still there. */
    List<Run> unreleased(int max);

    /** How many runs of a job count against its limit: those that neither wait nor have ended. */
    int countActive(JobKey job);

    /** Tells every run of an account whose script was at work between two times. */
    void workingBetween(String account, Instant from, Instant to, Consumer<Run> told);

    /** How many runs there are in each state that is not final. */
    Map<RunState, Integer> countByState();

    /** Forgets runs that ended before the given time, the oldest first; returns how many. */
    int removeEndedBefore(Instant time, int max);

    /** A page of a job's runs, newest first, behind the given place. */
    List<Run> ofJob(JobKey job, Optional<Place> after, int max);

    /** A place in the list of a job's runs. */
    record Place(Instant startedOn, String id) {
        public static Place of(Run run) {
            return new Place(run.progress().startedOn(), run.id());
        }
    }
}
