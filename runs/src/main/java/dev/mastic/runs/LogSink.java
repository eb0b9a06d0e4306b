package dev.mastic.runs;

import java.time.Instant;
import java.util.List;

/** Where a run's output becomes log events. */
@FunctionalInterface
public interface LogSink {
    /**
     * Appends events, in the transaction that is open: they are kept when it commits, and only then.
     *
     * @throws RunFailure when the run's role may not write logs
     */
    void append(Run run, Target target, List<Event> events);

    /** A group and a stream in it. */
    record Target(String group, String stream) {}

    /** One line. */
    record Event(Instant time, String message) {}
}
