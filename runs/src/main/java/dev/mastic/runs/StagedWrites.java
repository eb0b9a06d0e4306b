package dev.mastic.runs;

/**
 * What runs with bookmarks have written into the lake and nobody else sees: a transaction for each claim of a run. Called inside
 * a write of the database, each step commits with that write.
 */
public interface StagedWrites {
    void begin(String transaction);

    /**
     * Publishes what was written, and ends the transaction.
     *
     * @throws RunFailure when it cannot be published: then nothing is
     */
    void publish(String transaction);

    /** Forgets what was written, and ends the transaction; nothing happens when there is none. */
    void discard(String transaction);
}
