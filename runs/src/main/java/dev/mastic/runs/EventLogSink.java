package dev.mastic.runs;

/** Where a run's event log is kept. */
@FunctionalInterface
public interface EventLogSink {
    /**
     * Writes an object, outside of the run's transaction: what Spark did is to be seen also when the run published nothing.
     *
     * @param location e.g. {@code s3://bucket/key}
     * @throws RunFailure when the run's role may not write there
     */
    void put(Run run, String location, byte[] bytes);

    /** Keeps nothing. */
    EventLogSink NONE = (run, location, bytes) -> {};
}
