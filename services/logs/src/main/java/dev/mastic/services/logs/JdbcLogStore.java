package dev.mastic.services.logs;

import dev.mastic.services.logs.StoredEvent.Position;
import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Holds logs in the database. */
final class JdbcLogStore implements LogStore {
    private static final String GROUP = """
            SELECT g.*, (SELECT coalesce(sum(length(e.message)), 0) FROM log_event e WHERE e.group_id = g.id) AS bytes
            FROM log_group g
            """;
    private static final String EVENT =
            "SELECT e.id, s.name, e.timestamp, e.ingested_at, e.message FROM log_event e JOIN log_stream s ON s.id = e.stream_id";

    private final Database database;

    JdbcLogStore(Database database) {
        this.database = database;
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
        // Without the sum over its events: this is on the way of every append.
        return database.read(handle -> handle.createQuery(
                        "SELECT g.*, 0 AS bytes FROM log_group g WHERE account = ? AND region = ? AND name = ?")
                .bind(0, account)
                .bind(1, region)
                .bind(2, name)
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
    public List<LogGroup> groups(String account, String region, String prefix, String afterName, int limit) {
        return database.read(handle -> handle.createQuery(GROUP + """
                                WHERE g.account = :account AND g.region = :region AND g.name > :after AND g.name >= :prefix
                                AND substr(g.name, 1, length(:prefix)) = :prefix
                                ORDER BY g.account, g.region, g.name LIMIT :limit
                                """)
                .bind("account", account)
                .bind("region", region)
                .bind("after", afterName)
                .bind("prefix", prefix)
                .bind("limit", limit)
                .map((row, context) -> group(row))
                .list());
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
            LogGroup group, String prefix, String afterName, Direction direction, int limit) {
        String sql = direction == Direction.FORWARD
                ? "name > :after AND name >= :prefix AND %s ORDER BY group_id, name LIMIT :limit"
                : "(:after = '' OR name < :after) AND %s ORDER BY group_id DESC, name DESC LIMIT :limit";
        return database.read(handle -> handle.createQuery("SELECT * FROM log_stream WHERE group_id = :group AND "
                        + sql.formatted("substr(name, 1, length(:prefix)) = :prefix"))
                .bind("group", group.id())
                .bind("after", afterName)
                .bind("prefix", prefix)
                .bind("limit", limit)
                .map((row, context) -> stream(row))
                .list());
    }

    @Override
    public List<LogStream> streamsByLastEvent(
            LogGroup group, Optional<LogStream> after, Direction direction, int limit) {
        String sql = direction == Direction.FORWARD
                ? "(coalesce(last_event_at, 0), name) > (:time, :name) "
                        + "ORDER BY group_id, coalesce(last_event_at, 0), name LIMIT :limit"
                : "(coalesce(last_event_at, 0), name) < (:time, :name) "
                        + "ORDER BY group_id DESC, coalesce(last_event_at, 0) DESC, name DESC LIMIT :limit";
        long edge = direction == Direction.FORWARD ? -1 : Long.MAX_VALUE;
        return database.read(handle -> handle.createQuery("SELECT * FROM log_stream WHERE group_id = :group AND " + sql)
                .bind("group", group.id())
                .bind(
                        "time",
                        after.map(stream -> stream.lastEventAt()
                                        .map(Instant::toEpochMilli)
                                        .orElse(0L))
                                .orElse(edge))
                .bind("name", after.map(LogStream::name).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> stream(row))
                .list());
    }

    @Override
    public void append(LogStream stream, List<LogEvent> events, Instant now) {
        if (events.isEmpty()) {
            return;
        }
        database.update(handle -> {
            insert(handle, stream, events, now);
            long first =
                    events.stream().mapToLong(LogEvent::timestampMillis).min().orElseThrow();
            long last =
                    events.stream().mapToLong(LogEvent::timestampMillis).max().orElseThrow();
            handle.createUpdate("""
                            UPDATE log_stream SET
                                first_event_at = min(coalesce(first_event_at, :first), :first),
                                last_event_at = max(coalesce(last_event_at, :last), :last),
                                last_ingestion_at = :now
                            WHERE id = :id
                            """)
                    .bind("first", first)
                    .bind("last", last)
                    .bind("now", now.toEpochMilli())
                    .bind("id", stream.id())
                    .execute();
        });
    }

    @Override
    public List<StoredEvent> streamEvents(
            LogStream stream, TimeRange range, Position beyond, Direction direction, int limit) {
        String sql = direction == Direction.FORWARD
                ? "(e.timestamp, e.id) > (:time, :id) ORDER BY e.stream_id, e.timestamp, e.id LIMIT :limit"
                : "(e.timestamp, e.id) < (:time, :id) ORDER BY e.stream_id DESC, e.timestamp DESC, e.id DESC LIMIT :limit";
        return events("e.stream_id = :owner", stream.id(), sql, range, beyond, limit);
    }

    @Override
    public List<StoredEvent> groupEvents(LogGroup group, TimeRange range, Position after, int limit) {
        return events(
                "e.group_id = :owner",
                group.id(),
                "(e.timestamp, e.id) > (:time, :id) ORDER BY e.group_id, e.timestamp, e.id LIMIT :limit",
                range,
                after,
                limit);
    }

    @Override
    public int sweep(Instant now, int limit) {
        return database.write(handle -> handle.createUpdate("""
                        DELETE FROM log_event WHERE id IN (
                            SELECT e.id FROM log_group g JOIN log_event e ON e.group_id = g.id
                            WHERE g.retention_days IS NOT NULL AND e.timestamp < :now - g.retention_days * 86400000
                            LIMIT :limit)
                        """)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .execute());
    }

    private List<StoredEvent> events(
            String owner, long ownerId, String sql, TimeRange range, Position beyond, int limit) {
        return database.read(handle -> handle.createQuery(
                        EVENT + " WHERE " + owner + " AND e.timestamp >= :from AND e.timestamp < :to AND " + sql)
                .bind("owner", ownerId)
                .bind("from", range.fromMillis())
                .bind("to", range.toMillis())
                .bind("time", beyond.timestampMillis())
                .bind("id", beyond.id())
                .bind("limit", limit)
                .map((row, context) -> new StoredEvent(
                        row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4), row.getString(5)))
                .list());
    }

    private static void insert(Handle handle, LogStream stream, List<LogEvent> events, Instant now) {
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO log_event (group_id, stream_id, timestamp, ingested_at, message) VALUES (?, ?, ?, ?, ?)");
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

    private static LogGroup group(ResultSet row) throws SQLException {
        int days = row.getInt("retention_days");
        return new LogGroup(
                row.getLong("id"),
                row.getString("account"),
                row.getString("region"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.wasNull() || days == 0 ? OptionalInt.empty() : OptionalInt.of(days),
                row.getLong("bytes"));
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
}
