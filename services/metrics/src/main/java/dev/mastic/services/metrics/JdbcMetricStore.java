package dev.mastic.services.metrics;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Holds metrics in the database. */
final class JdbcMetricStore implements MetricStore {
    static final String SPANS = """
            SELECT start_at, seconds, unit, sample_count, total, minimum, maximum, distribution FROM metric_span
            WHERE metric_id = :metric AND start_at >= :from AND start_at < :to ORDER BY start_at
            """;

    private static final String LIST = """
            SELECT account, region, namespace, name, dimensions FROM metric
            WHERE account = :account AND region = :region
              AND (namespace, name, dimensions) > (:afterNamespace, :afterName, :afterDimensions)
              AND last_at >= :activeSince
            """;

    static final String OLD_SPANS = """
            SELECT metric_id, start_at, seconds, unit, sample_count, total, minimum, maximum, distribution
            FROM metric_span WHERE seconds = :seconds AND start_at < :before ORDER BY start_at LIMIT :limit
            """;

    private final Database database;

    JdbcMetricStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Map<Metric, List<Span>> data, Instant now) {
        database.update(handle -> data.forEach((metric, spans) -> {
            long id = make(handle, metric, now.getEpochSecond());
            spans.forEach(span -> add(handle, id, span));
        }));
    }

    @Override
    public List<Span> spans(Metric metric, long fromSeconds, long toSeconds, String unit) {
        return database.read(handle -> {
            OptionalLong id = id(handle, metric);
            if (id.isEmpty()) {
                return List.of();
            }
            return handle.createQuery(SPANS)
                    .bind("metric", id.orElseThrow())
                    .bind("from", fromSeconds)
                    .bind("to", toSeconds)
                    .map((row, context) -> span(row))
                    .filter(span -> unit.isEmpty() || unit.equals(span.unit()))
                    .list();
        });
    }

    @Override
    public List<Metric> list(Filter filter, Optional<Metric> after, int limit) {
        return database.read(handle -> {
            Query query = handle.createQuery(listing(filter))
                    .bind("account", filter.account())
                    .bind("region", filter.region())
                    .bind("afterNamespace", after.map(Metric::namespace).orElse(""))
                    .bind("afterName", after.map(Metric::name).orElse(""))
                    .bind("afterDimensions", after.map(Metric::dimensionsText).orElse(""))
                    .bind("activeSince", filter.activeSince())
                    .bind("namespace", filter.namespace())
                    .bind("name", filter.name())
                    .bind("limit", limit);
            int number = 0;
            for (Map.Entry<String, String> dimension : filter.dimensions().entrySet()) {
                query.bind("dimension" + number, dimension.getKey()).bind("value" + number, dimension.getValue());
                number++;
            }
            return query.map((row, context) -> metric(row)).list();
        });
    }

    @Override
    public int gather(Instant now, int limit) {
        int touched = 0;
        for (Retention retention : Retention.ALL) {
            touched += database.write(handle -> gather(handle, retention, now, limit));
        }
        return touched;
    }

    static String listing(Filter filter) {
        StringBuilder sql = new StringBuilder(LIST);
        if (!filter.namespace().isEmpty()) {
            sql.append(" AND namespace = :namespace");
        }
        if (!filter.name().isEmpty()) {
            sql.append(" AND name = :name");
        }
        for (int number = 0; number < filter.dimensions().size(); number++) {
            sql.append(
                    " AND EXISTS (SELECT 1 FROM metric_dimension d WHERE d.metric_id = metric.id AND d.name = :dimension%d AND (:value%d = '' OR d.value = :value%d))"
                            .formatted(number, number, number));
        }
        return sql.append(" ORDER BY namespace, name, dimensions LIMIT :limit").toString();
    }

    private static int gather(Handle handle, Retention retention, Instant now, int limit) {
        List<Aged> aged = handle.createQuery(OLD_SPANS)
                .bind("seconds", retention.seconds())
                .bind("before", retention.oldestSeconds(now))
                .bind("limit", limit)
                .map((row, context) -> new Aged(row.getLong("metric_id"), span(row)))
                .list();
        for (Aged old : aged) {
            Span span = old.span();
            handle.execute(
                    "DELETE FROM metric_span WHERE metric_id = ? AND start_at = ? AND seconds = ? AND unit = ?",
                    old.metric(),
                    span.startSeconds(),
                    span.seconds(),
                    span.unit());
            if (retention.nextSeconds() > 0) {
                long start = span.startSeconds() - Math.floorMod(span.startSeconds(), retention.nextSeconds());
                add(handle, old.metric(), new Span(start, retention.nextSeconds(), span.unit(), span.summary()));
            } else {
                handle.execute(
                        "DELETE FROM metric WHERE id = ? AND NOT EXISTS (SELECT 1 FROM metric_span WHERE metric_id = ?)",
                        old.metric(),
                        old.metric());
            }
        }
        return aged.size();
    }

    private static long make(Handle handle, Metric metric, long now) {
        OptionalLong known = id(handle, metric);
        if (known.isPresent()) {
            handle.execute("UPDATE metric SET last_at = ? WHERE id = ?", now, known.orElseThrow());
            return known.orElseThrow();
        }
        handle.execute(
                "INSERT INTO metric (account, region, namespace, name, dimensions, last_at) VALUES (?, ?, ?, ?, ?, ?)",
                metric.account(),
                metric.region(),
                metric.namespace(),
                metric.name(),
                metric.dimensionsText(),
                now);
        long id = id(handle, metric).orElseThrow();
        metric.dimensions()
                .forEach((name, value) -> handle.execute(
                        "INSERT INTO metric_dimension (metric_id, name, value) VALUES (?, ?, ?)", id, name, value));
        return id;
    }

    private static OptionalLong id(Handle handle, Metric metric) {
        return handle.select(
                        "SELECT id FROM metric WHERE account = ? AND region = ? AND namespace = ? AND name = ? AND dimensions = ?",
                        metric.account(),
                        metric.region(),
                        metric.namespace(),
                        metric.name(),
                        metric.dimensionsText())
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private static void add(Handle handle, long metric, Span span) {
        Summary sum = handle.select(
                        "SELECT * FROM metric_span WHERE metric_id = ? AND start_at = ? AND seconds = ? AND unit = ?",
                        metric,
                        span.startSeconds(),
                        span.seconds(),
                        span.unit())
                .map((row, context) -> span(row).summary())
                .findOne()
                .map(known -> known.plus(span.summary()))
                .orElse(span.summary());
        handle.execute(
                """
                INSERT INTO metric_span
                    (metric_id, start_at, seconds, unit, sample_count, total, minimum, maximum, distribution)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (metric_id, start_at, seconds, unit) DO UPDATE SET
                    sample_count = excluded.sample_count, total = excluded.total, minimum = excluded.minimum,
                    maximum = excluded.maximum, distribution = excluded.distribution
                """,
                metric,
                span.startSeconds(),
                span.seconds(),
                span.unit(),
                sum.sampleCount(),
                sum.total(),
                sum.minimum(),
                sum.maximum(),
                sum.distribution().map(Distribution::text).orElse(null));
    }

    private static Span span(ResultSet row) throws SQLException {
        Summary summary = new Summary(
                row.getDouble("sample_count"),
                row.getDouble("total"),
                row.getDouble("minimum"),
                row.getDouble("maximum"),
                Optional.ofNullable(row.getString("distribution")).map(Distribution::parse));
        return new Span(row.getLong("start_at"), row.getInt("seconds"), row.getString("unit"), summary);
    }

    private static Metric metric(ResultSet row) throws SQLException {
        return new Metric(
                row.getString("account"),
                row.getString("region"),
                row.getString("namespace"),
                row.getString("name"),
                Metric.dimensions(row.getString("dimensions")));
    }

    private record Aged(long metric, Span span) {}
}
