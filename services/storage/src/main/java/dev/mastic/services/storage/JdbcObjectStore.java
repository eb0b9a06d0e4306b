package dev.mastic.services.storage;

import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.store.Database;
import dev.mastic.store.Upsert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/** Objects in {@code storage_object}, their files through {@link JdbcBlobStore}. */
final class JdbcObjectStore extends JdbcLayer {
    static final String LIST = "SELECT * FROM storage_object WHERE bucket = ? AND key >= ? ORDER BY bucket, key";

    /** Names of the values of {@link #COLUMNS}. */
    static final String VALUES = ":bucket, :key, :content, :size, :etag, :parts, :algorithm, :scope, :checksum,"
            + " :modified_at, :storage_class, :headers, :metadata, :tags, :restored_until";

    /** The columns that an object has whether it is published or staged. */
    static final String COLUMNS =
            "bucket, key, content, size, etag, parts, checksum_algorithm, checksum_scope, checksum,"
                    + " modified_at, storage_class, headers, metadata, tags, restored_until";

    /** The end of an insert of these and {@code position}. */
    static final String REPLACING = Upsert.replacing("bucket, key", COLUMNS + ", position");

    static final RowMapper<StoredObject> OBJECT = (row, context) -> object(row);

    JdbcObjectStore(Database database) {
        super(database);
    }

    @Override
    public Listing<StoredObject> list(String bucket, ListingQuery query) {
        return database.read(handle -> {
            try (JdbcSeek<StoredObject> rows =
                    new JdbcSeek<>(place -> handle.select(place.in(LIST), bucket, place.key())
                            .map(OBJECT)
                            .iterator())) {
                return Listing.read(query, rows, StoredObject::key);
            }
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
    public boolean restore(String bucket, String key, Instant until) {
        return database.write(handle -> restore(handle, bucket, key, until));
    }

    static boolean restore(Handle handle, String bucket, String key, Instant until) {
        return handle.execute(
                        "UPDATE storage_object SET restored_until = ? WHERE bucket = ? AND key = ?",
                        until.getEpochSecond(),
                        bucket,
                        key)
                == 1;
    }

    @Override
    public void remove(String bucket, String key, WriteCondition condition) {
        database.update(handle -> {
            Optional<StoredObject> current = published(handle, bucket, key);
            condition.judge(key, current.map(object -> object.content().etag()));
            current.ifPresent(object -> {
                handle.execute("DELETE FROM storage_object WHERE bucket = ? AND key = ?", bucket, key);
                release(handle, object.content().id());
            });
        });
    }

    @Override
    void put(Handle handle, StoredObject object, WriteCondition condition) {
        publish(handle, object, condition);
    }

    /** Makes an object what everybody sees. */
    static void publish(Handle handle, StoredObject object, WriteCondition condition) {
        refuseMissingBucket(handle, object.bucket());
        Optional<StoredObject> current = published(handle, object.bucket(), object.key());
        condition.judge(object.key(), current.map(each -> each.content().etag()));
        long position = nextPosition(handle);
        bind(
                        handle.createUpdate("INSERT INTO storage_object (" + COLUMNS + ", position) VALUES (" + VALUES
                                + ", :position)" + REPLACING),
                        object)
                .bind("position", position)
                .execute();
        current.ifPresent(replaced -> release(handle, replaced.content().id()));
    }

    /** Counts a publication. */
    static long nextPosition(Handle handle) {
        handle.execute("UPDATE storage_position SET last = last + 1");
        return position(handle);
    }

    static long position(Handle handle) {
        return handle.select("SELECT last FROM storage_position")
                .mapTo(Long.class)
                .one();
    }

    /** Binds the {@link #VALUES} of an object. */
    static <S extends SqlStatement<S>> S bind(S statement, StoredObject object) {
        ObjectContent content = object.content();
        Description description = object.description();
        return statement
                .bind("bucket", object.bucket())
                .bind("key", object.key())
                .bind("content", content.id())
                .bind("size", content.size())
                .bind("etag", content.etag())
                .bind("parts", content.parts())
                .bind("algorithm", content.checksum().algorithm().name())
                .bind("scope", content.checksum().scope().name())
                .bind("checksum", content.checksum().value())
                .bind("modified_at", object.modifiedAt().getEpochSecond())
                .bind("storage_class", description.storageClass())
                .bind("headers", FormText.write(description.headers()))
                .bind("metadata", FormText.write(description.metadata()))
                .bind("tags", FormText.write(description.tags()))
                .bind(
                        "restored_until",
                        object.restoredUntil().map(Instant::getEpochSecond).orElse(null));
    }

    @Override
    Optional<StoredObject> find(Handle handle, String bucket, String key) {
        return published(handle, bucket, key);
    }

    static Optional<StoredObject> published(Handle handle, String bucket, String key) {
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

    /** Makes a content garbage unless another object, a copy, still has it or will have it. */
    static void release(Handle handle, String content) {
        boolean shared = handle.select(
                        "SELECT 1 FROM storage_object WHERE content = ? UNION ALL"
                                + " SELECT 1 FROM storage_staged WHERE content = ? LIMIT 1",
                        content,
                        content)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!shared) {
            JdbcBlobStore.discard(handle, content);
        }
    }

    static StoredObject object(ResultSet row) throws SQLException {
        return new StoredObject(
                row.getString("bucket"),
                row.getString("key"),
                content(row),
                new Description(
                        row.getString("storage_class"),
                        FormText.read(row.getString("headers")),
                        FormText.read(row.getString("metadata")),
                        FormText.read(row.getString("tags"))),
                Instant.ofEpochSecond(row.getLong("modified_at")),
                Optional.ofNullable(row.getString("restored_until"))
                        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds))));
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
