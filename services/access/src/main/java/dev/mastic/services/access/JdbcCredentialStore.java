package dev.mastic.services.access;

import dev.mastic.aws.Credential;
import dev.mastic.aws.Principal;
import dev.mastic.aws.Secret;
import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

final class JdbcCredentialStore implements CredentialStore {
    private static final RowMapper<AccessKey> KEY = (row, context) -> new AccessKey(
            row.getString("id"),
            new Secret(row.getString("secret")),
            row.getString("account"),
            Optional.ofNullable(row.getString("user_id")),
            AccessKey.Status.valueOf(row.getString("status")),
            Instant.ofEpochMilli(row.getLong("created_at")));
    private static final RowMapper<Credential> SESSION = (row, context) -> session(row);

    private final Database database;

    JdbcCredentialStore(Database database) {
        this.database = database;
    }

    @Override
    public void putKey(AccessKey key) {
        database.update(handle -> handle.createUpdate(
                        "INSERT INTO access_key (id, secret, account, user_id, status, created_at)"
                                + " VALUES (:id, :secret, :account, :user, :status, :createdAt)"
                                + " ON CONFLICT (id) DO UPDATE SET secret = excluded.secret,"
                                + " account = excluded.account, user_id = excluded.user_id, status = excluded.status")
                .bind("id", key.id())
                .bind("secret", key.secret().value())
                .bind("account", key.accountId())
                .bind("user", key.userId().orElse(null))
                .bind("status", key.status().name())
                .bind("createdAt", key.createdAt().toEpochMilli())
                .execute());
    }

    @Override
    public Optional<AccessKey> findKey(String id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM access_key WHERE id = :id")
                .bind("id", id)
                .map(KEY)
                .findOne());
    }

    @Override
    public List<AccessKey> keysOf(String userId) {
        return database.read(handle -> handle.createQuery("SELECT * FROM access_key WHERE user_id = :user ORDER BY id")
                .bind("user", userId)
                .map(KEY)
                .list());
    }

    @Override
    public List<AccessKey> rootKeys(String accountId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM access_key WHERE user_id IS NULL AND account = :account ORDER BY id")
                .bind("account", accountId)
                .map(KEY)
                .list());
    }

    @Override
    public void removeKey(String id) {
        database.update(handle -> handle.execute("DELETE FROM access_key WHERE id = ?", id));
    }

    @Override
    public void addSession(Credential session) {
        Principal principal = session.principal();
        database.update(handle -> handle.createUpdate("INSERT INTO access_session (access_key_id, secret, token,"
                        + " expires_at, kind, account, arn, principal_id, role_arn, session_policy, transaction_id) VALUES (:id,"
                        + " :secret, :token, :expiresAt, :kind, :account, :arn, :principalId, :roleArn,"
                        + " :sessionPolicy, :transaction)")
                .bind("id", session.accessKeyId())
                .bind("secret", session.secretKey().value())
                .bind("token", session.sessionToken().orElseThrow().value())
                .bind("expiresAt", session.expiresAt().orElseThrow().toEpochMilli())
                .bind("kind", principal.kind().name())
                .bind("account", principal.accountId())
                .bind("arn", principal.arn())
                .bind("principalId", principal.id())
                .bind("roleArn", principal.roleArn().orElse(null))
                .bind("sessionPolicy", principal.sessionPolicy().orElse(null))
                .bind("transaction", principal.transaction().orElse(null))
                .execute());
    }

    @Override
    public Optional<Credential> findSession(String accessKeyId) {
        return database.read(handle -> handle.createQuery("SELECT * FROM access_session WHERE access_key_id = :id")
                .bind("id", accessKeyId)
                .map(SESSION)
                .findOne());
    }

    @Override
    public void removeSessionsBefore(Instant end) {
        database.update(
                handle -> handle.execute("DELETE FROM access_session WHERE expires_at < ?", end.toEpochMilli()));
    }

    private static Credential session(ResultSet row) throws SQLException {
        return new Credential(
                row.getString("access_key_id"),
                new Secret(row.getString("secret")),
                Optional.of(new Secret(row.getString("token"))),
                Optional.of(Instant.ofEpochMilli(row.getLong("expires_at"))),
                new Principal(
                        Principal.Kind.valueOf(row.getString("kind")),
                        row.getString("arn"),
                        row.getString("principal_id"),
                        row.getString("account"),
                        Optional.ofNullable(row.getString("role_arn")),
                        Optional.ofNullable(row.getString("session_policy")),
                        Optional.ofNullable(row.getString("transaction_id"))));
    }
}
