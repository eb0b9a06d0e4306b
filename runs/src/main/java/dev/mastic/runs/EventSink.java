package dev.mastic.runs;

import java.time.Instant;

/** Takes what the service says about runs, as opposed to what their drivers print. */
@FunctionalInterface
public interface EventSink {
    /**
     * Adds an event about a run.
     *
     * @param event in the form of an event of EventBridge, as JSON
     */
    void put(Run run, Instant time, String event);
}
