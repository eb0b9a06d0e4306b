package dev.mastic.services.access;

import dev.mastic.store.Database;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Runs what changes identities, policies and keys, and counts the changes, so that what was computed from an older state is
 * not used any more.
 */
final class Transactions {
    private final Database database;
    private final AtomicLong changes = new AtomicLong();

    Transactions(Database database) {
        this.database = database;
    }

    /** Runs the work as one transaction of the database. */
    <T> T change(Supplier<T> work) {
        try {
            return database.write(handle -> work.get());
        } finally {
            // After the commit: whoever reads the new count reads the new state, or throws away what he read.
            changes.incrementAndGet();
        }
    }

    /** Runs work that has no result. */
    void run(Runnable work) {
        change(() -> {
            work.run();
            return true;
        });
    }

    /** How many changes there were. */
    long count() {
        return changes.get();
    }
}
