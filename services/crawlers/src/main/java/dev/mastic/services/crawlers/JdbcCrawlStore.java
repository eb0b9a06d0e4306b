package dev.mastic.services.crawlers;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Crawls in {@code crawl}. */
final class JdbcCrawlStore {
    static final String LIST = """
            SELECT * FROM crawl WHERE crawler_id = ? AND (started_at, id) < (?, ?)
            ORDER BY started_at DESC, id DESC LIMIT ?
            """;

    private final Database database;

    JdbcCrawlStore(Database database) {
        this.database = database;
    }

    /** Keeps a crawl that begins; false when another of the same crawler runs. */
    boolean add(CrawlRecord crawl) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO crawl (id, crawler_id, state, claimed, stopping, started_at,
                            tables_added, tables_updated, tables_deleted, summary, error)
                        VALUES (?, ?, ?, 0, 0, ?, 0, 0, 0, '', '') ON CONFLICT DO NOTHING
                        """,
                        crawl.id(),
                        crawl.crawlerId(),
                        crawl.state().name(),
                        crawl.startedAt().toEpochMilli())
                == 1);
    }

    /** The crawl that runs. */
    Optional<CrawlRecord> active(Crawler crawler) {
        return database.read(
                handle -> handle.select("SELECT * FROM crawl WHERE crawler_id = ? AND ended_at IS NULL", crawler.id())
                        .map(JdbcCrawlStore::crawl)
                        .findOne());
    }

    /** The crawl that ended last. */
    Optional<CrawlRecord> last(Crawler crawler) {
        return list(crawler, Instant.ofEpochMilli(Long.MAX_VALUE), "", 2).stream()
                .filter(crawl -> crawl.endedAt().isPresent())
                .findFirst();
    }

    Optional<CrawlRecord> find(String id) {
        return database.read(handle -> handle.select("SELECT * FROM crawl WHERE id = ?", id)
                .map(JdbcCrawlStore::crawl)
                .findOne());
    }

    /** The crawls of a crawler that began before the given one, newest first. */
    List<CrawlRecord> list(Crawler crawler, Instant before, String beforeId, int limit) {
        return database.read(handle -> handle.select(LIST, crawler.id(), before.toEpochMilli(), beforeId, limit)
                .map(JdbcCrawlStore::crawl)
                .list());
    }

    /** Takes a crawl that nobody works on. */
    Optional<CrawlRecord> claim() {
        return database.write(handle -> {
            Optional<CrawlRecord> next = handle.select(
                            "SELECT * FROM crawl WHERE ended_at IS NULL AND claimed = 0 ORDER BY crawler_id LIMIT 1")
                    .map(JdbcCrawlStore::crawl)
                    .findOne();
            next.ifPresent(crawl -> handle.execute("UPDATE crawl SET claimed = 1 WHERE id = ?", crawl.id()));
            return next;
        });
    }

    /** Lets go of what an earlier server process had taken. */
    void unclaim() {
        database.update(handle -> handle.execute("UPDATE crawl SET claimed = 0 WHERE ended_at IS NULL"));
    }

    /** Notes the wish that a crawl should end; false when it is noted already. */
    boolean stop(CrawlRecord crawl) {
        return database.write(handle ->
                handle.execute("UPDATE crawl SET stopping = 1 WHERE id = ? AND stopping = 0", crawl.id()) == 1);
    }

    void end(CrawlRecord ended) {
        database.update(handle -> handle.execute(
                """
                UPDATE crawl SET state = ?, ended_at = ?, tables_added = ?, tables_updated = ?, tables_deleted = ?,
                    summary = ?, error = ?
                WHERE id = ? AND ended_at IS NULL
                """,
                ended.state().name(),
                ended.endedAt().map(Instant::toEpochMilli).orElse(null),
                ended.tablesAdded(),
                ended.tablesUpdated(),
                ended.tablesDeleted(),
                ended.summary(),
                ended.error(),
                ended.id()));
    }

    private static CrawlRecord crawl(ResultSet row, StatementContext context) throws SQLException {
        long endedAt = row.getLong("ended_at");
        return new CrawlRecord(
                row.getString("id"),
                row.getLong("crawler_id"),
                CrawlRecord.State.valueOf(row.getString("state")),
                row.getBoolean("stopping"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                endedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endedAt)),
                row.getInt("tables_added"),
                row.getInt("tables_updated"),
                row.getInt("tables_deleted"),
                row.getString("summary"),
                row.getString("error"));
    }
}
