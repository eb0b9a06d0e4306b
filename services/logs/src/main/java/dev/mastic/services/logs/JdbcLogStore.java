package dev.mastic.services.logs;

import dev.mastic.store.Database;
import dev.mastic.store.SealedText;
import dev.mastic.store.SealingKey;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Holds logs in the database. */
final class JdbcLogStore implements LogStore {
    static final String LIST_GROUPS = """
            SELECT * FROM log_group
            WHERE account = :account AND region = :region AND name > :after AND name >= :prefix AND name < :prefixEnd
              AND instr(name, :part) > 0
            ORDER BY name LIMIT :limit
            """;

    static final String STREAM_EVENTS = """
            SELECT e.id, s.name, e.timestamp, e.ingested_at, e.message
            FROM log_event e JOIN log_stream s ON s.id = e.stream_id
            WHERE e.stream_id = :owner AND (e.timestamp, e.id) > (:afterTime, :afterId)
              AND (e.timestamp, e.id) < (:beforeTime, :beforeId)
            """;

    // The plus keeps SQLite from going stream by stream and sorting: the group's index has the order.
    static final String GROUP_EVENTS = """
            SELECT e.id, s.name, e.timestamp, e.ingested_at, e.message
            FROM log_event e JOIN log_stream s ON s.id = +e.stream_id
            WHERE e.group_id = :owner AND (e.timestamp, e.id) > (:afterTime, :afterId)
              AND (e.timestamp, e.id) < (:beforeTime, :beforeId)
            """;

    private static final String OF_PREFIX = " AND s.name >= :prefix AND s.name < :prefixEnd";

    static final String OLDEST_FIRST = " ORDER BY e.timestamp, e.id LIMIT :limit";
    static final String NEWEST_FIRST = " ORDER BY e.timestamp DESC, e.id DESC LIMIT :limit";

    private static final int PAGE_BYTES_MAX = 1 << 20;
    // No name has a greater character: the patterns of both names end at U+FFFF or before.
    private static final String PREFIX_END = new String(Character.toChars(Character.MAX_CODE_POINT));

    private final Database database;

    private final SealedText sealed;

    JdbcLogStore(Database database, SealingKey key) {
        this.database = database;
        this.sealed = new SealedText(key);
    }

    @Override
    public boolean createGroup(String account, String region, String name, Instant now, Map<String, String> tags) {
        return database.write(handle -> {
            int made = handle.execute(
                    "INSERT INTO log_group (account, region, name, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    account,
                    region,
                    name,
                    now.toEpochMilli());
            if (made == 1 && !tags.isEmpty()) {
                tag(findGroup(account, region, name).orElseThrow(), tags);
            }
            return made == 1;
        });
    }

    @Override
    public Optional<LogGroup> findGroup(String account, String region, String name) {
        return database.read(handle -> handle.select(
                        "SELECT * FROM log_group WHERE account = ? AND region = ? AND name = ?", account, region, name)
                .map((row, context) -> group(row))
                .findOne());
    }

    @Override
    public boolean deleteGroup(String account, String region, String name) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM log_group WHERE account = ? AND region = ? AND name = ?", account, region, name)
                == 1);
    }

    @Override
    public List<LogGroup> groups(String account, String region, GroupNames names, String afterName, int limit) {
        return database.read(handle -> handle.createQuery(LIST_GROUPS)
                .bind("account", account)
                .bind("region", region)
                .bind("after", afterName)
                .bind("prefix", names.prefix())
                .bind("prefixEnd", names.prefix() + PREFIX_END)
                .bind("part", names.part())
                .bind("limit", limit)
                .map((row, context) -> group(row))
                .list());
    }

    @Override
    public long storedBytes(LogGroup group) {
        return database.read(handle -> handle.select(
                        "SELECT coalesce(sum(stored_bytes), 0) FROM log_stream WHERE group_id = ?", group.id())
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void retain(LogGroup group, OptionalInt days) {
        database.update(handle -> handle.execute(
                "UPDATE log_group SET retention_days = ? WHERE id = ?",
                days.isPresent() ? Integer.valueOf(days.orElseThrow()) : null,
                group.id()));
    }

    @Override
    public Map<String, String> tags(LogGroup group) {
        Map<String, String> tags = new TreeMap<>();
        database.read(handle -> {
            handle.createQuery("SELECT key, value FROM log_group_tag WHERE group_id = ?")
                    .bind(0, group.id())
                    .map((row, context) -> tags.put(row.getString("key"), row.getString("value")))
                    .list();
            return true;
        });
        return tags;
    }

    @Override
    public void tag(LogGroup group, Map<String, String> tags) {
        database.update(handle -> tags.forEach((key, value) -> handle.execute(
                "INSERT INTO log_group_tag (group_id, key, value) VALUES (?, ?, ?) "
                        + "ON CONFLICT (group_id, key) DO UPDATE SET value = excluded.value",
                group.id(),
                key,
                value)));
    }

    @Override
    public void untag(LogGroup group, List<String> keys) {
        database.update(handle -> keys.forEach(
                key -> handle.execute("DELETE FROM log_group_tag WHERE group_id = ? AND key = ?", group.id(), key)));
    }

    @Override
    public boolean createStream(LogGroup group, String name, Instant now) {
        return database.write(handle -> handle.execute(
                        "INSERT INTO log_stream (group_id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        group.id(),
                        name,
                        now.toEpochMilli())
                == 1);
    }

    @Override
    public Optional<LogStream> findStream(LogGroup group, String name) {
        return database.read(handle -> handle.createQuery("SELECT * FROM log_stream WHERE group_id = ? AND name = ?")
                .bind(0, group.id())
                .bind(1, name)
                .map((row, context) -> stream(row))
                .findOne());
    }

    @Override
    public boolean deleteStream(LogGroup group, String name) {
        return database.write(handle ->
                handle.execute("DELETE FROM log_stream WHERE group_id = ? AND name = ?", group.id(), name) == 1);
    }

    @Override
    public List<LogStream> streamsByName(
            LogGroup group, String prefix, String beyondName, Direction direction, int limit) {
        String beyond = direction == Direction.FORWARD || !beyondName.isEmpty() ? beyondName : PREFIX_END;
        return database.read(handle -> handle.createQuery(streamsByName(direction))
                .bind("group", group.id())
                .bind("beyond", beyond)
                .bind("prefix", prefix)
                .bind("prefixEnd", prefix + PREFIX_END)
                .bind("limit", limit)
                .map((row, context) -> stream(row))
                .list());
    }

    @Override
    public List<LogStream> streamsByLastEvent(LogGroup group, StreamPlace beyond, Direction direction, int limit) {
        return database.read(handle -> handle.createQuery(streamsByLastEvent(direction))
                .bind("group", group.id())
                .bind("time", beyond.lastEventMillis())
                .bind("name", beyond.name())
                .bind("limit", limit)
                .map((row, context) -> stream(row))
                .list());
    }

    @Override
    public void append(LogStream stream, List<LogEvent> events, Instant now) {
        if (events.isEmpty()) {
            return;
        }
        LongSummaryStatistics times =
                events.stream().mapToLong(LogEvent::timestampMillis).summaryStatistics();
        long bytes = events.stream().mapToLong(event -> bytes(event.message())).sum();
        database.update(handle -> {
            insert(handle, stream, events, now);
            handle.createUpdate("""
                            UPDATE log_stream SET
                                first_event_at = CASE WHEN first_event_at < :first THEN first_event_at ELSE :first END,
                                last_event_at = CASE WHEN last_event_at > :last THEN last_event_at ELSE :last END,
                                last_ingestion_at = :now,
                                stored_bytes = stored_bytes + :bytes
                            WHERE id = :id
                            """)
                    .bind("first", times.getMin())
                    .bind("last", times.getMax())
                    .bind("now", now.toEpochMilli())
                    .bind("bytes", bytes)
                    .bind("id", stream.id())
                    .execute();
        });
    }

    @Override
    public List<StoredEvent> streamEvents(LogStream stream, EventQuery query) {
        return database.read(
                handle -> page(handle.createQuery(STREAM_EVENTS + order(query)).bind("owner", stream.id()), query));
    }

    @Override
    public List<StoredEvent> groupEvents(LogGroup group, String streamPrefix, EventQuery query) {
        return database.read(handle -> page(
                handle.createQuery(GROUP_EVENTS + OF_PREFIX + order(query))
                        .bind("owner", group.id())
                        .bind("prefix", streamPrefix)
                        .bind("prefixEnd", streamPrefix + PREFIX_END),
                query));
    }

    @Override
    public List<StoredEvent> eventsOf(LogGroup group, List<LogStream> streams, EventQuery query) {
        String ids = streams.stream().map(stream -> String.valueOf(stream.id())).collect(Collectors.joining(", "));
        return database.read(handle -> page(
                handle.createQuery(GROUP_EVENTS + " AND +e.stream_id IN (" + ids + ")" + order(query))
                        .bind("owner", group.id()),
                query));
    }

    @Override
    public int sweep(Instant now, int limit) {
        return database.write(handle -> {
            List<Expired> expired = handle.select("""
                            SELECT e.id, e.stream_id, octet_length(e.message) AS bytes
                            FROM log_group g JOIN log_event e ON e.group_id = g.id
                            WHERE g.retention_days IS NOT NULL AND e.timestamp < ? - g.retention_days * 86400000
                            LIMIT ?
                            """, now.toEpochMilli(), limit)
                    .map((row, context) ->
                            new Expired(row.getLong("id"), row.getLong("stream_id"), row.getLong("bytes")))
                    .list();
            expired.forEach(event -> {
                handle.execute("DELETE FROM log_event WHERE id = ?", event.id());
                handle.execute(
                        "UPDATE log_stream SET stored_bytes = stored_bytes - ? WHERE id = ?",
                        event.bytes(),
                        event.streamId());
            });
            return expired.size();
        });
    }

    static String streamsByName(Direction direction) {
        String sql = "SELECT * FROM log_stream WHERE group_id = :group AND name >= :prefix AND name < :prefixEnd";
        return direction == Direction.FORWARD
                ? sql + " AND name > :beyond ORDER BY name LIMIT :limit"
                : sql + " AND name < :beyond ORDER BY name DESC LIMIT :limit";
    }

    static String streamsByLastEvent(Direction direction) {
        String sql = "SELECT * FROM log_stream WHERE group_id = :group AND (coalesce(last_event_at, 0), name) ";
        return direction == Direction.FORWARD
                ? sql + "> (:time, :name) ORDER BY coalesce(last_event_at, 0), name LIMIT :limit"
                : sql + "< (:time, :name) ORDER BY coalesce(last_event_at, 0) DESC, name DESC LIMIT :limit";
    }

    private static String order(EventQuery query) {
        return query.direction() == Direction.FORWARD ? OLDEST_FIRST : NEWEST_FIRST;
    }

    /** Reads until the page is full in number or in bytes; a message that fills it alone is a page. */
    private List<StoredEvent> page(Query select, EventQuery query) {
        select.bind("afterTime", query.after().timestampMillis())
                .bind("afterId", query.after().id())
                .bind("beforeTime", query.before().timestampMillis())
                .bind("beforeId", query.before().id())
                .bind("limit", query.limit());
        List<StoredEvent> events = new ArrayList<>();
        long bytes = 0;
        try (ResultIterator<StoredEvent> rows = select.map(this::event).iterator()) {
            while (bytes < PAGE_BYTES_MAX && rows.hasNext()) {
                StoredEvent event = rows.next();
                bytes += bytes(event.message());
                if (bytes <= PAGE_BYTES_MAX || events.isEmpty()) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    private StoredEvent event(ResultSet row, StatementContext context) throws SQLException {
        String stream = row.getString(2);
        String message = sealed.open(row.getString(5), stream);
        return new StoredEvent(row.getLong(1), stream, row.getLong(3), row.getLong(4), message);
    }

    private static int bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void insert(Handle handle, LogStream stream, List<LogEvent> events, Instant now) {
        try (PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO log_event (group_id, stream_id, timestamp, ingested_at, message) VALUES (?, ?, ?, ?, ?)")) {
            for (LogEvent event : events) {
                batch.bind(0, stream.groupId())
                        .bind(1, stream.id())
                        .bind(2, event.timestampMillis())
                        .bind(3, now.toEpochMilli())
                        .bind(4, event.message())
                        .add();
            }
            batch.execute();
        }
    }

    private static LogGroup group(ResultSet row) throws SQLException {
        int days = row.getInt("retention_days");
        return new LogGroup(
                row.getLong("id"),
                row.getString("account"),
                row.getString("region"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                days == 0 ? OptionalInt.empty() : OptionalInt.of(days));
    }

    private static LogStream stream(ResultSet row) throws SQLException {
        return new LogStream(
                row.getLong("id"),
                row.getLong("group_id"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "first_event_at"),
                instant(row, "last_event_at"),
                instant(row, "last_ingestion_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private record Expired(long id, long streamId, long bytes) {}
}
