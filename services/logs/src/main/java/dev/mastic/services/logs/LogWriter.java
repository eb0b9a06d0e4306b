package dev.mastic.services.logs;

import dev.mastic.store.Database;
import dev.mastic.store.SealedText;
import dev.mastic.store.SealingKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lets other parts of the server write logs. Joins the caller's transaction, so that lines and offset commit together. */
public final class LogWriter {
    private final LogStore store;
    private final Database database;
    private final Clock clock;
    private final SealedText sealed;

    LogWriter(LogStore store, Database database, SealingKey key, Clock clock) {
        this.store = store;
        this.sealed = new SealedText(key);
        this.database = database;
        this.clock = clock;
    }

    /** Asked before something is made that was not there. */
    public interface Permission {
        /**
         * Returns when it may be made.
         *
         * @param action e.g. {@code logs:CreateLogGroup}
         */
        void check(String action);
    }

    /** As {@link #append}, but nobody reads the messages out of a copy of the database: readers through the API see no difference. */
    public void appendSealed(
            String account, String region, String group, String stream, List<LogEvent> events, Permission permission) {
        List<LogEvent> hidden = events.stream()
                .map(event -> new LogEvent(event.timestampMillis(), sealed.seal(event.message(), stream)))
                .toList();
        append(account, region, group, stream, hidden, permission);
    }

    /**
     * Appends events to a stream; the stream and its group are made when they are not there and may be made. What the check
     * throws leaves nothing behind when it leaves the transaction, too.
     */
    public void append(
            String account, String region, String group, String stream, List<LogEvent> events, Permission permission) {
        database.update(handle -> {
            Instant now = clock.instant();
            LogGroup owner = store.findGroup(account, region, group).orElseGet(() -> {
                permission.check("logs:CreateLogGroup");
                store.createGroup(account, region, group, now, Map.of());
                return store.findGroup(account, region, group).orElseThrow();
            });
            LogStream target = store.findStream(owner, stream).orElseGet(() -> {
                permission.check("logs:CreateLogStream");
                store.createStream(owner, stream, now);
                return store.findStream(owner, stream).orElseThrow();
            });
            store.append(target, events, now);
        });
    }
}
