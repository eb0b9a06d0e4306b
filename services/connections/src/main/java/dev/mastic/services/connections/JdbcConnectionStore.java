package dev.mastic.services.connections;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import dev.mastic.store.SealingKey;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Connections in {@code connection}, sealed. */
final class JdbcConnectionStore implements ConnectionStore {
    static final String LIST = "SELECT * FROM connection WHERE account = ? AND region = ? AND name > ? ORDER BY name";

    private final Database database;
    private final SealingKey key;

    JdbcConnectionStore(Database database, SealingKey key) {
        this.database = database;
        this.key = key;
    }

    @Override
    public Optional<StoredConnection> find(ConnectionKey wanted) {
        return database.read(handle -> handle.select(
                        "SELECT * FROM connection WHERE account = ? AND region = ? AND name = ?",
                        wanted.account(),
                        wanted.region(),
                        wanted.name())
                .map((row, context) -> connection(row))
                .findOne());
    }

    @Override
    public boolean exists(ConnectionKey wanted) {
        return database.read(handle -> handle.select(
                        "SELECT 1 FROM connection WHERE account = ? AND region = ? AND name = ?",
                        wanted.account(),
                        wanted.region(),
                        wanted.name())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    @Override
    public boolean add(StoredConnection added) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO connection (account, region, name, sealed, created_at, modified_at, modified_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        added.key().account(),
                        added.key().region(),
                        added.key().name(),
                        seal(added),
                        added.createdAt().toEpochMilli(),
                        added.modifiedAt().toEpochMilli(),
                        added.modifiedBy())
                == 1);
    }

    @Override
    public boolean replace(StoredConnection replaced) {
        return database.write(handle -> handle.execute(
                        """
                        UPDATE connection SET sealed = ?, modified_at = ?, modified_by = ?
                        WHERE account = ? AND region = ? AND name = ?
                        """,
                        seal(replaced),
                        replaced.modifiedAt().toEpochMilli(),
                        replaced.modifiedBy(),
                        replaced.key().account(),
                        replaced.key().region(),
                        replaced.key().name())
                == 1);
    }

    @Override
    public boolean remove(ConnectionKey removed) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM connection WHERE account = ? AND region = ? AND name = ?",
                        removed.account(),
                        removed.region(),
                        removed.name())
                == 1);
    }

    @Override
    public List<StoredConnection> list(
            String account, String region, String after, Predicate<StoredConnection> accepted, int max) {
        return database.read(
                handle -> handle.select(LIST, account, region, after).map((row, context) -> connection(row)).stream()
                        .filter(accepted)
                        .limit(max)
                        .toList());
    }

    private byte[] seal(StoredConnection connection) {
        byte[] plain = connection.definition().getBytes(StandardCharsets.UTF_8);
        return key.seal(plain, connection.key().arn());
    }

    private StoredConnection connection(ResultSet row) throws SQLException {
        ConnectionKey found =
                new ConnectionKey(row.getString("account"), row.getString("region"), row.getString("name"));
        return new StoredConnection(
                found,
                open(found, row.getBytes("sealed")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("modified_at")),
                row.getString("modified_by"));
    }

    private String open(ConnectionKey found, byte[] sealed) {
        try {
            return new String(key.open(sealed, found.arn()), StandardCharsets.UTF_8);
        } catch (IllegalStateException otherKey) {
            throw new ServiceException(
                    ErrorCode.GLUE_ENCRYPTION,
                    "Connection %s cannot be opened: it was not sealed with this server's key.",
                    found.name());
        }
    }
}
