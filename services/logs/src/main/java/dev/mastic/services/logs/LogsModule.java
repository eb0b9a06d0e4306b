package dev.mastic.services.logs;

import dev.mastic.store.Database;
import dev.mastic.store.SealingKey;
import java.time.Clock;
import java.util.List;

/** Wires CloudWatch Logs over a database. */
public final class LogsModule {
    private static final int SWEPT_MAX = 10_000;

    private final LogStore store;
    private final LogWriter writer;
    private final Clock clock;
    private final List<Object> apis;

    /**
     * The feature over a database.
     *
     * @param key seals the messages that are not to be read out of a copy of the database
     */
    public LogsModule(Database database, SealingKey key, Clock clock) {
        this.clock = clock;
        store = new JdbcLogStore(database, key);
        writer = new LogWriter(store, database, key, clock);
        Logs logs = new Logs(store);
        apis = List.of(
                new LogGroupsApi(store, logs, clock),
                new LogStreamsApi(store, logs, clock),
                new LogEventsApi(store, logs, clock));
    }

    /** The operations, for the server's table of them. */
    public List<Object> apis() {
        return apis;
    }

    /** Lets other parts of the server write logs. */
    public LogWriter writer() {
        return writer;
    }

    /** Drops a bounded number of events that are older than their group's retention; returns how many. */
    public int sweep() {
        return store.sweep(clock.instant(), SWEPT_MAX);
    }
}
