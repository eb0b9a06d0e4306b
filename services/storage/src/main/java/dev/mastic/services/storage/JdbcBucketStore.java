package dev.mastic.services.storage;

import dev.mastic.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;

/** Buckets in {@code storage_bucket}. */
final class JdbcBucketStore implements BucketStore {
    static final String LIST =
            "SELECT * FROM storage_bucket WHERE account = ? AND name > ? AND name >= ? ORDER BY account, name";

    private static final RowMapper<Bucket> BUCKET = (row, context) -> new Bucket(
            row.getString("name"),
            row.getString("account"),
            row.getString("region"),
            Instant.ofEpochSecond(row.getLong("created_at")),
            FormText.read(row.getString("tags")));

    private final Database database;

    JdbcBucketStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Bucket bucket) {
        return database.write(handle -> handle.execute(
                        """
                        INSERT INTO storage_bucket (name, account, region, created_at, tags)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        bucket.name(),
                        bucket.accountId(),
                        bucket.region(),
                        bucket.createdAt().getEpochSecond(),
                        FormText.write(bucket.tags()))
                == 1);
    }

    @Override
    public Optional<Bucket> find(String name) {
        return database.read(handle -> handle.select("SELECT * FROM storage_bucket WHERE name = ?", name)
                .map(BUCKET)
                .findOne());
    }

    @Override
    public List<Bucket> list(String accountId, String prefix, String after, int limit) {
        return database.read(handle -> {
            List<Bucket> found = new ArrayList<>();
            try (ResultIterator<Bucket> rows =
                    handle.select(LIST, accountId, after, prefix).map(BUCKET).iterator()) {
                while (rows.hasNext() && found.size() < limit) {
                    Bucket bucket = rows.next();
                    if (!bucket.name().startsWith(prefix)) {
                        break;
                    }
                    found.add(bucket);
                }
            }
            return found;
        });
    }

    @Override
    public void replaceTags(String name, Map<String, String> tags) {
        database.update(handle ->
                handle.execute("UPDATE storage_bucket SET tags = ? WHERE name = ?", FormText.write(tags), name));
    }

    @Override
    public boolean remove(String name) {
        return database.write(handle -> {
            boolean holdsObjects = handle.select(
                            "SELECT 1 FROM storage_object WHERE bucket = ? UNION ALL"
                                    + " SELECT 1 FROM storage_staged WHERE bucket = ? LIMIT 1",
                            name,
                            name)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            if (holdsObjects) {
                return false;
            }
            handle.select("SELECT id FROM storage_upload WHERE bucket = ?", name)
                    .mapTo(String.class)
                    .list()
                    .forEach(upload -> JdbcBlobStore.discard(handle, upload));
            handle.execute("DELETE FROM storage_upload WHERE bucket = ?", name);
            handle.execute("DELETE FROM storage_bucket WHERE name = ?", name);
            return true;
        });
    }
}
