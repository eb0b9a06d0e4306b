package dev.mastic.services.crawlers;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Classifiers in {@code classifier}. */
final class JdbcClassifierStore {
    static final String LIST =
            "SELECT * FROM classifier WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?";

    private final Database database;

    JdbcClassifierStore(Database database) {
        this.database = database;
    }

    /** Keeps a new classifier; false when the name is taken. */
    boolean add(StoredClassifier classifier) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO classifier (account, region, name, version, definition, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        classifier.owner().account(),
                        classifier.owner().region(),
                        classifier.name(),
                        classifier.version(),
                        classifier.definition(),
                        classifier.createdAt().toEpochMilli(),
                        classifier.updatedAt().toEpochMilli())
                == 1);
    }

    Optional<StoredClassifier> find(Owner owner, String name) {
        return database.read(handle -> handle.select(
                        "SELECT * FROM classifier WHERE account = ? AND region = ? AND name = ?",
                        owner.account(),
                        owner.region(),
                        name)
                .map(JdbcClassifierStore::classifier)
                .findOne());
    }

    /** The classifiers whose names come after the given one, by name. */
    List<StoredClassifier> list(Owner owner, String after, int limit) {
        return database.read(handle -> handle.select(LIST, owner.account(), owner.region(), after, limit)
                .map(JdbcClassifierStore::classifier)
                .list());
    }

    void replace(StoredClassifier next) {
        database.update(handle -> handle.execute(
                """
                UPDATE classifier SET version = ?, definition = ?, updated_at = ?
                WHERE account = ? AND region = ? AND name = ?
                """,
                next.version(),
                next.definition(),
                next.updatedAt().toEpochMilli(),
                next.owner().account(),
                next.owner().region(),
                next.name()));
    }

    /** Removes a classifier; false when there is none of that name. */
    boolean remove(Owner owner, String name) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM classifier WHERE account = ? AND region = ? AND name = ?",
                        owner.account(),
                        owner.region(),
                        name)
                == 1);
    }

    private static StoredClassifier classifier(ResultSet row, StatementContext context) throws SQLException {
        return new StoredClassifier(
                new Owner(row.getString("account"), row.getString("region")),
                row.getString("name"),
                row.getLong("version"),
                row.getString("definition"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
