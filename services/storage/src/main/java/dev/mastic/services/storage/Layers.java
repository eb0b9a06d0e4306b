package dev.mastic.services.storage;

import dev.mastic.aws.Caller;
import dev.mastic.store.Database;

/**
 * The lake as different callers see it: most see what is published; one whose session works in a transaction sees besides what
 * was written in it.
 */
final class Layers {
    private final Database database;
    private final ObjectStore published;

    Layers(Database database) {
        this.database = database;
        this.published = new JdbcObjectStore(database);
    }

    ObjectStore of(Caller caller) {
        return caller.principal()
                .transaction()
                .<ObjectStore>map(transaction -> new JdbcStagedObjectStore(database, transaction))
                .orElse(published);
    }
}
