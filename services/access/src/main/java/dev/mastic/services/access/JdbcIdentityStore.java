package dev.mastic.services.access;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

final class JdbcIdentityStore implements IdentityStore {
    static final RowMapper<Identity> ROW = (row, context) -> identity(row);

    /** In the order of the index, which the page's key follows. */
    static final String LIST = "SELECT * FROM access_identity"
            + " WHERE account = :account AND kind = :kind AND name_key > :after"
            + " AND substr(path, 1, length(:prefix)) = :prefix"
            + " ORDER BY account, kind, name_key LIMIT :limit";

    private final Database database;

    JdbcIdentityStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Identity identity) {
        return database.write(handle -> bind(
                                handle.createUpdate(
                                        "INSERT INTO access_identity (id, account, kind, name, name_key, path,"
                                                + " created_at, boundary_arn, trust_policy, description, session_seconds_max)"
                                                + " VALUES (:id, :account, :kind, :name, :nameKey, :path, :createdAt, :boundary,"
                                                + " :trust, :description, :sessionSeconds) ON CONFLICT DO NOTHING"),
                                identity)
                        .execute()
                == 1);
    }

    @Override
    public Optional<Identity> find(String accountId, IdentityKind kind, String name) {
        return database.read(handle -> handle.createQuery("SELECT * FROM access_identity"
                        + " WHERE account = :account AND kind = :kind AND name_key = :nameKey")
                .bind("account", accountId)
                .bind("kind", kind.name())
                .bind("nameKey", key(name))
                .map(ROW)
                .findOne());
    }

    @Override
    public Optional<Identity> findById(String id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM access_identity WHERE id = :id")
                .bind("id", id)
                .map(ROW)
                .findOne());
    }

    @Override
    public List<Identity> list(
            String accountId, IdentityKind kind, String pathPrefix, String afterNameKey, int itemsMax) {
        return database.read(handle -> handle.createQuery(LIST)
                .bind("account", accountId)
                .bind("kind", kind.name())
                .bind("prefix", pathPrefix)
                .bind("after", afterNameKey)
                .bind("limit", itemsMax)
                .map(ROW)
                .list());
    }

    @Override
    public boolean replace(Identity identity) {
        return database.write(handle -> {
            boolean taken = find(identity.accountId(), identity.kind(), identity.name())
                    .filter(other -> !other.id().equals(identity.id()))
                    .isPresent();
            return !taken
                    && bind(
                                            handle.createUpdate("UPDATE access_identity SET name = :name,"
                                                    + " name_key = :nameKey, path = :path, boundary_arn = :boundary,"
                                                    + " trust_policy = :trust, description = :description,"
                                                    + " session_seconds_max = :sessionSeconds WHERE id = :id"),
                                            identity)
                                    .execute()
                            == 1;
        });
    }

    @Override
    public void remove(String id) {
        database.update(handle -> {
            handle.execute("DELETE FROM access_tag WHERE owner_id = ?", id);
            handle.execute("DELETE FROM access_identity WHERE id = ?", id);
        });
    }

    @Override
    public void addMember(String groupId, String userId) {
        database.update(handle -> handle.execute(
                "INSERT INTO access_membership (user_id, group_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                userId,
                groupId));
    }

    @Override
    public boolean removeMember(String groupId, String userId) {
        return database.write(handle ->
                handle.execute("DELETE FROM access_membership WHERE user_id = ? AND group_id = ?", userId, groupId)
                        == 1);
    }

    @Override
    public List<Identity> groupsOf(String userId) {
        return joined(
                "SELECT i.* FROM access_membership m JOIN access_identity i ON i.id = m.group_id"
                        + " WHERE m.user_id = :id ORDER BY i.name_key",
                userId);
    }

    @Override
    public List<Identity> membersOf(String groupId) {
        return joined(
                "SELECT i.* FROM access_membership m JOIN access_identity i ON i.id = m.user_id"
                        + " WHERE m.group_id = :id ORDER BY i.name_key",
                groupId);
    }

    @Override
    public Map<String, String> tags(String ownerId) {
        return database.read(handle -> {
            Map<String, String> tags = new LinkedHashMap<>();
            handle.createQuery("SELECT tag_key, tag_value FROM access_tag WHERE owner_id = :id ORDER BY tag_key")
                    .bind("id", ownerId)
                    .map((row, context) -> Map.entry(row.getString("tag_key"), row.getString("tag_value")))
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
            return tags;
        });
    }

    @Override
    public void putTags(String ownerId, Map<String, String> tags) {
        database.update(handle -> tags.forEach((key, value) -> handle.execute(
                "INSERT INTO access_tag (owner_id, tag_key, tag_value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (owner_id, tag_key) DO UPDATE SET tag_value = excluded.tag_value",
                ownerId,
                key,
                value)));
    }

    @Override
    public void removeTags(String ownerId, Set<String> keys) {
        database.update(handle -> keys.forEach(
                key -> handle.execute("DELETE FROM access_tag WHERE owner_id = ? AND tag_key = ?", ownerId, key)));
    }

    private List<Identity> joined(String sql, String id) {
        return database.read(
                handle -> handle.createQuery(sql).bind("id", id).map(ROW).list());
    }

    private static <T extends SqlStatement<T>> T bind(T statement, Identity identity) {
        return statement
                .bind("id", identity.id())
                .bind("account", identity.accountId())
                .bind("kind", identity.kind().name())
                .bind("name", identity.name())
                .bind("nameKey", key(identity.name()))
                .bind("path", identity.path())
                .bind("createdAt", identity.createdAt().toEpochMilli())
                .bind("boundary", identity.boundaryArn().orElse(null))
                .bind("trust", identity.terms().map(RoleTerms::trustPolicy).orElse(null))
                .bind(
                        "description",
                        identity.terms().flatMap(RoleTerms::description).orElse(null))
                .bind(
                        "sessionSeconds",
                        identity.terms()
                                .map(terms -> terms.sessionMax().toSeconds())
                                .orElse(null));
    }

    private static Identity identity(ResultSet row) throws SQLException {
        IdentityKind kind = IdentityKind.valueOf(row.getString("kind"));
        return new Identity(
                row.getString("id"),
                row.getString("account"),
                kind,
                row.getString("name"),
                row.getString("path"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Optional.ofNullable(row.getString("boundary_arn")),
                kind == IdentityKind.ROLE
                        ? Optional.of(new RoleTerms(
                                row.getString("trust_policy"),
                                Optional.ofNullable(row.getString("description")),
                                Duration.ofSeconds(row.getLong("session_seconds_max"))))
                        : Optional.empty());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
