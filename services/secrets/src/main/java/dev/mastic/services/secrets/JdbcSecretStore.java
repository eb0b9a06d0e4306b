package dev.mastic.services.secrets;

import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** Secrets in {@code secret} and the tables under it. */
final class JdbcSecretStore implements SecretStore {
    static final String OLDEST_FIRST = """
            SELECT * FROM secret WHERE account = ? AND region = ? AND (created_at, id) > (?, ?)
            ORDER BY created_at, id
            """;
    static final String NEWEST_FIRST = """
            SELECT * FROM secret WHERE account = ? AND region = ? AND (created_at, id) < (?, ?)
            ORDER BY created_at DESC, id DESC
            """;

    private final Database database;

    JdbcSecretStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredSecret> find(SecretName name) {
        return database.read(handle -> handle.select(
                        "SELECT * FROM secret WHERE account = ? AND region = ? AND name = ?",
                        name.account(),
                        name.region(),
                        name.name())
                .map((row, context) -> secret(handle, row))
                .findOne());
    }

    @Override
    public long add(
            SecretName name, String suffix, @Nullable String description, @Nullable String kmsKeyId, Instant now) {
        return database.write(handle -> handle.createUpdate("""
                        INSERT INTO secret (account, region, name, suffix, description, kms_key_id, created_at, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .bind(0, name.account())
                .bind(1, name.region())
                .bind(2, name.name())
                .bind(3, suffix)
                .bind(4, description)
                .bind(5, kmsKeyId)
                .bind(6, now.toEpochMilli())
                .bind(7, now.toEpochMilli())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void describe(long id, @Nullable String description, @Nullable String kmsKeyId, Instant now) {
        database.update(handle -> handle.createUpdate("""
                        UPDATE secret SET description = COALESCE(?, description), kms_key_id = COALESCE(?, kms_key_id),
                            changed_at = ? WHERE id = ?
                        """)
                .bind(0, description)
                .bind(1, kmsKeyId)
                .bind(2, now.toEpochMilli())
                .bind(3, id)
                .execute());
    }

    @Override
    public void changed(long id, Instant now) {
        database.update(
                handle -> handle.execute("UPDATE secret SET changed_at = ? WHERE id = ?", now.toEpochMilli(), id));
    }

    @Override
    public void accessed(long id, String version, Instant day) {
        database.update(handle -> {
            handle.execute("UPDATE secret SET accessed_on = ? WHERE id = ?", day.toEpochMilli(), id);
            handle.execute(
                    "UPDATE secret_version SET accessed_on = ? WHERE secret_id = ? AND version_id = ?",
                    day.toEpochMilli(),
                    id,
                    version);
        });
    }

    @Override
    public void mark(long id, StoredSecret.@Nullable Deletion deletion) {
        database.update(handle -> handle.createUpdate("UPDATE secret SET deleted_at = ?, purge_at = ? WHERE id = ?")
                .bind(0, deletion == null ? null : deletion.askedAt().toEpochMilli())
                .bind(1, deletion == null ? null : deletion.dueAt().toEpochMilli())
                .bind(2, id)
                .execute());
    }

    @Override
    public void remove(long id) {
        database.update(handle -> handle.execute("DELETE FROM secret WHERE id = ?", id));
    }

    @Override
    public int removeDue(Instant now, int max) {
        return database.write(handle -> handle.execute(
                "DELETE FROM secret WHERE id IN (SELECT id FROM secret WHERE purge_at <= ? LIMIT ?)",
                now.toEpochMilli(),
                max));
    }

    @Override
    public List<StoredSecret> list(
            String account,
            String region,
            Place after,
            Direction direction,
            Predicate<StoredSecret> accepted,
            int max) {
        return database.read(handle -> {
            List<StoredSecret> secrets = new ArrayList<>();
            try (ResultIterator<StoredSecret> rows = handle.select(
                            direction == Direction.OLDEST_FIRST ? OLDEST_FIRST : NEWEST_FIRST,
                            account,
                            region,
                            after.createdAt().toEpochMilli(),
                            after.id())
                    .map((row, context) -> secret(handle, row))
                    .iterator()) {
                while (secrets.size() < max && rows.hasNext()) {
                    StoredSecret secret = rows.next();
                    if (accepted.test(secret)) {
                        secrets.add(secret);
                    }
                }
            }
            return secrets;
        });
    }

    @Override
    public Optional<SecretVersion> version(long id, String version) {
        return database.read(handle -> handle.select(
                        "SELECT * FROM secret_version WHERE secret_id = ? AND version_id = ?", id, version)
                .map((row, context) -> version(row, stages(handle, id)))
                .findOne());
    }

    @Override
    public List<SecretVersion> versions(long id, String after, Predicate<SecretVersion> accepted, int max) {
        return database.read(handle -> {
            Map<String, Set<String>> stages = stages(handle, id);
            return handle
                    .select(
                            "SELECT * FROM secret_version WHERE secret_id = ? AND version_id > ? ORDER BY version_id",
                            id,
                            after)
                    .map((row, context) -> version(row, stages))
                    .stream()
                    .filter(accepted)
                    .limit(max)
                    .toList();
        });
    }

    @Override
    public void addVersion(long id, SecretVersion version) {
        database.update(handle -> {
            handle.execute(
                    "INSERT INTO secret_version (secret_id, version_id, kind, sealed, created_at) VALUES (?, ?, ?, ?, ?)",
                    id,
                    version.id(),
                    version.value().kind().name(),
                    version.value().bytes(),
                    version.createdAt().toEpochMilli());
            version.stages().forEach(stage -> attach(id, stage, version.id()));
        });
    }

    @Override
    public void prune(long id, int max) {
        database.update(handle -> handle.execute("""
                DELETE FROM secret_version WHERE secret_id = ?
                    AND version_id NOT IN (SELECT version_id FROM secret_stage WHERE secret_id = ?)
                    AND version_id NOT IN (SELECT version_id FROM secret_version WHERE secret_id = ?
                        ORDER BY created_at DESC, version_id LIMIT ?)
                """, id, id, id, max));
    }

    @Override
    public Optional<String> holder(long id, String stage) {
        return database.read(handle -> handle.select(
                        "SELECT version_id FROM secret_stage WHERE secret_id = ? AND stage = ?", id, stage)
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public void attach(long id, String stage, String version) {
        database.update(handle -> handle.execute("""
                INSERT INTO secret_stage (secret_id, stage, version_id) VALUES (?, ?, ?)
                ON CONFLICT (secret_id, stage) DO UPDATE SET version_id = excluded.version_id
                """, id, stage, version));
    }

    @Override
    public void detach(long id, String stage) {
        database.update(
                handle -> handle.execute("DELETE FROM secret_stage WHERE secret_id = ? AND stage = ?", id, stage));
    }

    @Override
    public void tag(long id, Map<String, String> tags) {
        database.update(handle -> tags.forEach((key, value) -> handle.execute("""
                INSERT INTO secret_tag (secret_id, key, value) VALUES (?, ?, ?)
                ON CONFLICT (secret_id, key) DO UPDATE SET value = excluded.value
                """, id, key, value)));
    }

    @Override
    public void untag(long id, List<String> keys) {
        database.update(handle ->
                keys.forEach(key -> handle.execute("DELETE FROM secret_tag WHERE secret_id = ? AND key = ?", id, key)));
    }

    private static StoredSecret secret(Handle handle, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        Instant deletedAt = instant(row, "deleted_at");
        Instant purgeAt = instant(row, "purge_at");
        return new StoredSecret(
                id,
                new SecretName(row.getString("account"), row.getString("region"), row.getString("name")),
                row.getString("suffix"),
                row.getString("description"),
                row.getString("kms_key_id"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("changed_at")),
                instant(row, "accessed_on"),
                deletedAt == null || purgeAt == null ? null : new StoredSecret.Deletion(deletedAt, purgeAt),
                tags(handle, id),
                stages(handle, id));
    }

    private static SecretVersion version(ResultSet row, Map<String, Set<String>> stages) throws SQLException {
        String version = row.getString("version_id");
        return new SecretVersion(
                version,
                new SealedValue(SecretValue.Kind.valueOf(row.getString("kind")), row.getBytes("sealed")),
                stages.getOrDefault(version, Set.of()),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "accessed_on"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static Map<String, String> tags(Handle handle, long id) {
        Map<String, String> tags = new LinkedHashMap<>();
        handle.select("SELECT key, value FROM secret_tag WHERE secret_id = ? ORDER BY key", id)
                .map((row, context) -> Map.entry(row.getString("key"), row.getString("value")))
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return tags;
    }

    private static Map<String, Set<String>> stages(Handle handle, long id) {
        Map<String, Set<String>> stages = new HashMap<>();
        handle.select("SELECT stage, version_id FROM secret_stage WHERE secret_id = ?", id)
                .map((row, context) -> Map.entry(row.getString("version_id"), row.getString("stage")))
                .forEach(stage -> stages.computeIfAbsent(stage.getKey(), version -> new HashSet<>())
                        .add(stage.getValue()));
        return stages;
    }
}
