package dev.mastic.runs;

import java.util.EnumSet;
import java.util.Set;

/** The states of a job run, named as the Glue API names them. The arrows are the whole life of a run. */
public enum RunState {
    /** Queued: the job has as many runs as it may. */
    WAITING,
    /** Accepted; the script has not begun. */
    STARTING,
    /** The script runs. */
    RUNNING,
    /** Somebody asked for a stop, and the driver has been told. */
    STOPPING,
    STOPPED,
    SUCCEEDED,
    FAILED,
    TIMEOUT,
    /** A trigger wanted to run a job that is gone (AWS documentation, "job run statuses"). */
    ERROR,
    /** A streaming run ended by its maintenance window. */
    EXPIRED;

    /** Where a run can go from here. */
    public Set<RunState> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(STARTING, STOPPED, FAILED, ERROR);
            case STARTING -> EnumSet.of(RUNNING, STOPPING, STOPPED, FAILED, ERROR);
            // A run that timed out stays RUNNING until its driver is gone: TIMEOUT promises that nothing is written any
            // more.
            case RUNNING -> EnumSet.of(STOPPING, SUCCEEDED, FAILED, TIMEOUT, EXPIRED);
            case STOPPING -> EnumSet.of(STOPPED);
            case STOPPED, SUCCEEDED, FAILED, TIMEOUT, ERROR, EXPIRED -> EnumSet.noneOf(RunState.class);
        };
    }

    public boolean isFinal() {
        return next().isEmpty();
    }
}
