package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Resources of one kind, each a name and the JSON of the API, by account and region. */
final class JdbcDocumentStore {
    private final Kind kind;
    private final Database database;
    private final Clock clock;

    /** The kinds, as the table spells them. */
    enum Kind {
        USAGE_PROFILE,
        SECURITY_CONFIGURATION
    }

    JdbcDocumentStore(Kind kind, Database database, Clock clock) {
        this.kind = kind;
        this.database = database;
        this.clock = clock;
    }

    /** A resource as it is kept. */
    record Document(String name, String text, Instant createdOn, Instant modifiedOn) {}

    Optional<Document> find(String account, String region, String name) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM glue_document WHERE kind = ? AND account = ? AND region = ? AND name = ?")
                .bind(0, kind.name())
                .bind(1, account)
                .bind(2, region)
                .bind(3, name)
                .map(JdbcDocumentStore::document)
                .findOne());
    }

    /** Keeps a new one; empty when the name is taken. */
    Optional<Document> add(Caller caller, String name, String text) {
        Instant now = clock.instant();
        boolean added = database.write(handle -> handle.execute(
                        """
                        INSERT INTO glue_document (kind, account, region, name, document, created_on, modified_on)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        kind.name(),
                        caller.accountId(),
                        caller.region(),
                        name,
                        text,
                        now.toEpochMilli(),
                        now.toEpochMilli())
                == 1);
        return added ? find(caller.accountId(), caller.region(), name) : Optional.empty();
    }

    /** Gives one another text; false when there is none of that name. */
    boolean replace(Caller caller, String name, String text) {
        return database.write(handle -> handle.execute(
                        "UPDATE glue_document SET document = ?, modified_on = ?"
                                + " WHERE kind = ? AND account = ? AND region = ? AND name = ?",
                        text,
                        clock.instant().toEpochMilli(),
                        kind.name(),
                        caller.accountId(),
                        caller.region(),
                        name)
                == 1);
    }

    /** Removes one; false when it was not there. */
    boolean remove(Caller caller, String name) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM glue_document WHERE kind = ? AND account = ? AND region = ? AND name = ?",
                        kind.name(),
                        caller.accountId(),
                        caller.region(),
                        name)
                == 1);
    }

    /** Those whose names come after the given one, by name. */
    List<Document> list(Caller caller, String after, int max) {
        return database.read(handle -> handle.createQuery("SELECT * FROM glue_document"
                        + " WHERE kind = ? AND account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?")
                .bind(0, kind.name())
                .bind(1, caller.accountId())
                .bind(2, caller.region())
                .bind(3, after)
                .bind(4, max)
                .map(JdbcDocumentStore::document)
                .list());
    }

    private static Document document(ResultSet row, StatementContext context) throws SQLException {
        return new Document(
                row.getString("name"),
                row.getString("document"),
                Instant.ofEpochMilli(row.getLong("created_on")),
                Instant.ofEpochMilli(row.getLong("modified_on")));
    }
}
