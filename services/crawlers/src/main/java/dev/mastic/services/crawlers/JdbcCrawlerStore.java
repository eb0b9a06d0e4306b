package dev.mastic.services.crawlers;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Crawlers in {@code crawler}. */
final class JdbcCrawlerStore {
    static final String LIST =
            "SELECT * FROM crawler WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?";

    static final String DUE = "SELECT * FROM crawler WHERE next_at <= ? ORDER BY next_at LIMIT ?";

    private final Database database;

    JdbcCrawlerStore(Database database) {
        this.database = database;
    }

    /** Keeps a new crawler; false when the name is taken. */
    boolean add(Crawler crawler) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO crawler (account, region, name, version, definition, schedule, next_at,
                            created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        crawler.owner().account(),
                        crawler.owner().region(),
                        crawler.name(),
                        crawler.version(),
                        crawler.definition(),
                        crawler.schedule(),
                        nextAt(crawler),
                        crawler.createdAt().toEpochMilli(),
                        crawler.updatedAt().toEpochMilli())
                == 1);
    }

    Optional<Crawler> find(Owner owner, String name) {
        return database.read(handle -> handle.select(
                        "SELECT * FROM crawler WHERE account = ? AND region = ? AND name = ?",
                        owner.account(),
                        owner.region(),
                        name)
                .map(JdbcCrawlerStore::crawler)
                .findOne());
    }

    Optional<Crawler> find(long id) {
        return database.read(handle -> handle.select("SELECT * FROM crawler WHERE id = ?", id)
                .map(JdbcCrawlerStore::crawler)
                .findOne());
    }

    /** The crawlers whose names come after the given one, by name. */
    List<Crawler> list(Owner owner, String after, int limit) {
        return database.read(handle -> handle.select(LIST, owner.account(), owner.region(), after, limit)
                .map(JdbcCrawlerStore::crawler)
                .list());
    }

    /** The crawlers that their schedules should have started. */
    List<Crawler> due(Instant now, int limit) {
        return database.read(handle -> handle.select(DUE, now.toEpochMilli(), limit)
                .map(JdbcCrawlerStore::crawler)
                .list());
    }

    /** Replaces a crawler; false when the stored version is not the one that was read. */
    boolean replace(Crawler read, Crawler next) {
        return database.write(handle -> handle.execute(
                        """
                        UPDATE crawler SET version = ?, definition = ?, schedule = ?, next_at = ?, updated_at = ?
                        WHERE id = ? AND version = ?
                        """,
                        next.version(),
                        next.definition(),
                        next.schedule(),
                        nextAt(next),
                        next.updatedAt().toEpochMilli(),
                        read.id(),
                        read.version())
                == 1);
    }

    void remove(Crawler crawler) {
        database.update(handle -> handle.execute("DELETE FROM crawler WHERE id = ?", crawler.id()));
    }

    private static @Nullable Long nextAt(Crawler crawler) {
        return crawler.nextAt().map(Instant::toEpochMilli).orElse(null);
    }

    private static Crawler crawler(ResultSet row, StatementContext context) throws SQLException {
        long nextAt = row.getLong("next_at");
        return new Crawler(
                row.getLong("id"),
                new Owner(row.getString("account"), row.getString("region")),
                row.getString("name"),
                row.getLong("version"),
                row.getString("definition"),
                row.getString("schedule"),
                nextAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(nextAt)),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
