package dev.mastic.services.access;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

final class JdbcPolicyStore implements PolicyStore {
    private static final RowMapper<ManagedPolicy> POLICY = (row, context) -> policy(row);
    private static final RowMapper<PolicyVersion> VERSION = (row, context) -> new PolicyVersion(
            row.getInt("version"), row.getString("document"), Instant.ofEpochMilli(row.getLong("created_at")));

    static final String LIST = "SELECT * FROM access_policy WHERE account = :account AND name_key > :after"
            + " AND substr(path, 1, length(:prefix)) = :prefix ORDER BY account, name_key LIMIT :limit";

    private final Database database;

    JdbcPolicyStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(ManagedPolicy policy) {
        return database.write(handle -> bind(
                                handle.createUpdate("INSERT INTO access_policy (id, account, name, name_key, path, arn,"
                                        + " description, default_version, last_version, created_at, updated_at) VALUES"
                                        + " (:id, :account, :name, :nameKey, :path, :arn, :description,"
                                        + " :defaultVersion, :lastVersion, :createdAt, :updatedAt)"
                                        + " ON CONFLICT DO NOTHING"),
                                policy)
                        .execute()
                == 1);
    }

    @Override
    public Optional<ManagedPolicy> find(String arn) {
        return database.read(handle -> handle.createQuery("SELECT * FROM access_policy WHERE arn = :arn")
                .bind("arn", arn)
                .map(POLICY)
                .findOne());
    }

    @Override
    public List<ManagedPolicy> list(String accountId, String pathPrefix, String afterNameKey, int itemsMax) {
        return database.read(handle -> handle.createQuery(LIST)
                .bind("account", accountId)
                .bind("prefix", pathPrefix)
                .bind("after", afterNameKey)
                .bind("limit", itemsMax)
                .map(POLICY)
                .list());
    }

    @Override
    public void replace(ManagedPolicy policy) {
        database.update(handle -> handle.createUpdate("UPDATE access_policy SET default_version = :defaultVersion,"
                        + " last_version = :lastVersion, updated_at = :updatedAt WHERE id = :id")
                .bind("id", policy.id())
                .bind("defaultVersion", policy.defaultVersion())
                .bind("lastVersion", policy.lastVersion())
                .bind("updatedAt", policy.updatedAt().toEpochMilli())
                .execute());
    }

    @Override
    public void remove(String id) {
        database.update(handle -> {
            handle.execute("DELETE FROM access_tag WHERE owner_id = ?", id);
            handle.execute("DELETE FROM access_policy WHERE id = ?", id);
        });
    }

    @Override
    public void addVersion(String policyId, PolicyVersion version) {
        database.update(handle -> handle.execute(
                "INSERT INTO access_policy_version (policy_id, version, document, created_at) VALUES (?, ?, ?, ?)",
                policyId,
                version.number(),
                version.document(),
                version.createdAt().toEpochMilli()));
    }

    @Override
    public List<PolicyVersion> versions(String policyId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM access_policy_version WHERE policy_id = :id ORDER BY version DESC")
                .bind("id", policyId)
                .map(VERSION)
                .list());
    }

    @Override
    public Optional<PolicyVersion> findVersion(String policyId, int number) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM access_policy_version WHERE policy_id = :id AND version = :version")
                .bind("id", policyId)
                .bind("version", number)
                .map(VERSION)
                .findOne());
    }

    @Override
    public void removeVersion(String policyId, int number) {
        database.update(handle -> handle.execute(
                "DELETE FROM access_policy_version WHERE policy_id = ? AND version = ?", policyId, number));
    }

    private static <T extends SqlStatement<T>> T bind(T statement, ManagedPolicy policy) {
        return statement
                .bind("id", policy.id())
                .bind("account", policy.accountId())
                .bind("name", policy.name())
                .bind("nameKey", policy.name().toLowerCase(Locale.ROOT))
                .bind("path", policy.path())
                .bind("arn", policy.arn())
                .bind("description", policy.description().orElse(null))
                .bind("defaultVersion", policy.defaultVersion())
                .bind("lastVersion", policy.lastVersion())
                .bind("createdAt", policy.createdAt().toEpochMilli())
                .bind("updatedAt", policy.updatedAt().toEpochMilli());
    }

    private static ManagedPolicy policy(ResultSet row) throws SQLException {
        return new ManagedPolicy(
                row.getString("id"),
                row.getString("account"),
                row.getString("name"),
                row.getString("path"),
                Optional.ofNullable(row.getString("description")),
                row.getInt("default_version"),
                row.getInt("last_version"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
