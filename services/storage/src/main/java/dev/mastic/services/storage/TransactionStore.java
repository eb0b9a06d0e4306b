package dev.mastic.services.storage;

import java.time.Instant;

/** Holds transactions and ends them, each in one step. */
interface TransactionStore {
    /** Begins a transaction; one that has begun already goes on. */
    void begin(String id, Instant now);

    /**
     * Makes what was written in a transaction what its keys hold, from one moment on; the transaction goes on, empty.
     *
     * @return how many keys changed
     * @throws dev.mastic.aws.ServiceException when a condition of a write does not hold any more: then nothing is published
     */
    int publish(String id, Instant now);

    /** Ends a transaction in which nothing is written: uploads under way are now as anybody's. */
    void end(String id);

    /** Ends a transaction and forgets what was written in it. */
    void discard(String id);
}
