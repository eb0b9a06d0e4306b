package dev.mastic.services.storage;

import dev.mastic.store.Failpoints;
import java.time.Clock;

/**
 * Transactions of the lake: what sessions that work in one write is seen by nobody else until it is published, all of it
 * together. Called inside a write of the database, each step commits with that write.
 */
public final class LakeTransactions {
    private final TransactionStore transactions;
    private final Clock clock;
    private final Failpoints failpoints;

    LakeTransactions(TransactionStore transactions, Clock clock, Failpoints failpoints) {
        this.transactions = transactions;
        this.clock = clock;
        this.failpoints = failpoints;
    }

    /** Begins a transaction, under an id that is never used again. */
    public void begin(String id) {
        transactions.begin(id, clock.instant());
    }

    /**
     * Publishes what was written so far; what comes next waits for the next publication.
     *
     * @return how many keys changed
     * @throws dev.mastic.aws.ServiceException when a conditional write met somebody else's: nothing is published
     */
    public int publish(String id) {
        int changed = transactions.publish(id, clock.instant());
        failpoints.reach("storage.transaction-published");
        return changed;
    }

    /** Publishes the rest and ends the transaction: its sessions can write no more. */
    public int finish(String id) {
        int changed = publish(id);
        transactions.end(id);
        return changed;
    }

    /** Ends a transaction and forgets what was not published; nothing happens when there is none. */
    public void discard(String id) {
        transactions.discard(id);
        failpoints.reach("storage.transaction-discarded");
    }
}
