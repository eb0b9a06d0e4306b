package dev.mastic.services.storage;

import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Objects in {@code storage_object}, their files through {@link JdbcBlobStore}. */
final class JdbcObjectStore implements ObjectStore {
    static final String LIST = "SELECT * FROM storage_object WHERE bucket = ? AND key >= ? ORDER BY bucket, key";

    private static final RowMapper<StoredObject> OBJECT = (row, context) -> new StoredObject(
            row.getString("bucket"),
            row.getString("key"),
            content(row),
            new Description(
                    row.getString("storage_class"),
                    FormText.read(row.getString("headers")),
                    FormText.read(row.getString("metadata")),
                    FormText.read(row.getString("tags"))),
            Instant.ofEpochSecond(row.getLong("modified_at")));

    private final Database database;

    JdbcObjectStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredObject> find(String bucket, String key) {
        return database.read(handle -> find(handle, bucket, key));
    }

    @Override
    public Listing<StoredObject> list(String bucket, ListingQuery query) {
        return database.read(handle -> {
            try (JdbcSeek<StoredObject> rows = new JdbcSeek<>(
                    key -> handle.select(LIST, bucket, key).map(OBJECT).iterator())) {
                return Listing.read(query, rows, StoredObject::key);
            }
        });
    }

    @Override
    public void put(StoredObject object, List<Blob> blobs, WriteCondition condition) {
        database.update(handle -> {
            put(handle, object, condition);
            blobs.forEach(blob -> JdbcBlobStore.add(handle, object.content().id(), blob));
        });
    }

    @Override
    public boolean putCopy(StoredObject object, StoredObject source, WriteCondition condition) {
        return database.write(handle -> {
            if (!find(handle, source.bucket(), source.key()).equals(Optional.of(source))) {
                return false;
            }
            put(handle, object, condition);
            return true;
        });
    }

    @Override
    public boolean replaceTags(String bucket, String key, Map<String, String> tags) {
        return database.write(handle -> handle.execute(
                        "UPDATE storage_object SET tags = ? WHERE bucket = ? AND key = ?",
                        FormText.write(tags),
                        bucket,
                        key)
                == 1);
    }

    @Override
    public void remove(String bucket, String key, WriteCondition condition) {
        database.update(handle -> {
            Optional<StoredObject> current = find(handle, bucket, key);
            condition.judge(key, current.map(object -> object.content().etag()));
            current.ifPresent(object -> {
                handle.execute("DELETE FROM storage_object WHERE bucket = ? AND key = ?", bucket, key);
                release(handle, object.content().id());
            });
        });
    }

    static void put(Handle handle, StoredObject object, WriteCondition condition) {
        refuseMissingBucket(handle, object.bucket());
        Optional<StoredObject> current = find(handle, object.bucket(), object.key());
        condition.judge(object.key(), current.map(each -> each.content().etag()));
        ObjectContent content = object.content();
        Description description = object.description();
        handle.execute(
                """
                INSERT OR REPLACE INTO storage_object (bucket, key, content, size, etag, parts,
                    checksum_algorithm, checksum_scope, checksum, modified_at, storage_class, headers, metadata, tags)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                object.bucket(),
                object.key(),
                content.id(),
                content.size(),
                content.etag(),
                content.parts(),
                content.checksum().algorithm().name(),
                content.checksum().scope().name(),
                content.checksum().value(),
                object.modifiedAt().getEpochSecond(),
                description.storageClass(),
                FormText.write(description.headers()),
                FormText.write(description.metadata()),
                FormText.write(description.tags()));
        current.ifPresent(replaced -> release(handle, replaced.content().id()));
    }

    static Optional<StoredObject> find(Handle handle, String bucket, String key) {
        return handle.select("SELECT * FROM storage_object WHERE bucket = ? AND key = ?", bucket, key)
                .map(OBJECT)
                .findOne();
    }

    static void refuseMissingBucket(Handle handle, String bucket) {
        boolean there = handle.select("SELECT 1 FROM storage_bucket WHERE name = ?", bucket)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!there) {
            throw Refusals.noSuchBucket(bucket);
        }
    }

    /** Makes a content garbage unless another object, a copy, still has it. */
    private static void release(Handle handle, String content) {
        boolean shared = handle.select("SELECT 1 FROM storage_object WHERE content = ? LIMIT 1", content)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!shared) {
            JdbcBlobStore.discard(handle, content);
        }
    }

    private static ObjectContent content(ResultSet row) throws SQLException {
        return new ObjectContent(
                row.getString("content"),
                row.getLong("size"),
                row.getString("etag"),
                row.getInt("parts"),
                new ObjectChecksum(
                        ChecksumAlgorithm.valueOf(row.getString("checksum_algorithm")),
                        ChecksumScope.valueOf(row.getString("checksum_scope")),
                        row.getString("checksum")));
    }
}
