package dev.mastic.services.storage;

import dev.mastic.store.Database;
import dev.mastic.store.Upsert;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * What is published, and over it what one transaction has written, in {@code storage_staged}. A key that the transaction
 * removed has a row without content there.
 */
final class JdbcStagedObjectStore extends JdbcLayer {
    static final String LIST =
            "SELECT * FROM storage_staged WHERE transaction_id = ? AND bucket = ? AND key >= ? ORDER BY key";

    private static final String REPLACING =
            Upsert.replacing("transaction_id, bucket, key", JdbcObjectStore.COLUMNS + ", transaction_id, requires")
                    + ", position = NULL";

    private static final RowMapper<Staged> STAGED = (row, context) -> new Staged(
            row.getString("key"),
            row.getString("content") == null ? Optional.empty() : Optional.of(JdbcObjectStore.object(row)),
            Optional.ofNullable(row.getString("requires")));

    private final String transaction;

    JdbcStagedObjectStore(Database database, String transaction) {
        super(database);
        this.transaction = transaction;
    }

    /**
     * What the transaction makes of a key.
     *
     * @param object what it will hold; empty when the key will hold nothing
     * @param requires the ETag that must be published then, nothing where it is empty text
     */
    private record Staged(String key, Optional<StoredObject> object, Optional<String> requires) {}

    @Override
    public Listing<StoredObject> list(String bucket, ListingQuery query) {
        return database.read(handle -> {
            try (JdbcSeek<StoredObject> published =
                            new JdbcSeek<>(place -> handle.select(place.in(JdbcObjectStore.LIST), bucket, place.key())
                                    .map(JdbcObjectStore.OBJECT)
                                    .iterator());
                    JdbcSeek<Staged> staged =
                            new JdbcSeek<>(place -> handle.select(place.in(LIST), transaction, bucket, place.key())
                                    .map(STAGED)
                                    .iterator())) {
                return Listing.read(query, key -> overlay(published.from(key), staged.from(key)), StoredObject::key);
            }
        });
    }

    @Override
    public boolean replaceTags(String bucket, String key, Map<String, String> tags) {
        return database.write(handle -> {
            Optional<StoredObject> current = find(handle, bucket, key);
            if (current.isEmpty()) {
                return false;
            }
            if (staged(handle, bucket, key).isEmpty()) {
                StoredObject object = current.orElseThrow();
                put(
                        handle,
                        object,
                        new WriteCondition(Optional.of(object.content().etag()), Optional.empty()));
                keepPosition(handle, bucket, key);
            }
            handle.execute(
                    "UPDATE storage_staged SET tags = ? WHERE transaction_id = ? AND bucket = ? AND key = ?",
                    FormText.write(tags),
                    transaction,
                    bucket,
                    key);
            return true;
        });
    }

    /** Nobody waits for a transaction to read what is published: only what the transaction wrote itself is restored in it. */
    @Override
    public boolean restore(String bucket, String key, Instant until) {
        return database.write(handle -> {
            if (staged(handle, bucket, key).isEmpty()) {
                return JdbcObjectStore.restore(handle, bucket, key, until);
            }
            return handle.execute(
                            "UPDATE storage_staged SET restored_until = ? WHERE transaction_id = ? AND bucket = ?"
                                    + " AND key = ? AND content IS NOT NULL",
                            until.getEpochSecond(),
                            transaction,
                            bucket,
                            key)
                    == 1;
        });
    }

    @Override
    public void remove(String bucket, String key, WriteCondition condition) {
        database.update(handle -> {
            JdbcTransactionStore.refuseEnded(handle, transaction);
            Optional<Staged> own = staged(handle, bucket, key);
            Optional<StoredObject> current = find(handle, bucket, key);
            condition.judge(key, current.map(object -> object.content().etag()));
            if (current.isEmpty()) {
                return;
            }
            handle.execute(
                    "DELETE FROM storage_staged WHERE transaction_id = ? AND bucket = ? AND key = ?",
                    transaction,
                    bucket,
                    key);
            if (JdbcObjectStore.published(handle, bucket, key).isPresent()) {
                Optional<String> requires = requires(own, current, condition);
                handle.execute("""
                        INSERT INTO storage_staged (transaction_id, bucket, key, requires) VALUES (?, ?, ?, ?)
                        """, transaction, bucket, key, requires.orElse(null));
            }
            releaseStaged(handle, own);
        });
    }

    @Override
    void put(Handle handle, StoredObject object, WriteCondition condition) {
        JdbcTransactionStore.refuseEnded(handle, transaction);
        JdbcObjectStore.refuseMissingBucket(handle, object.bucket());
        Optional<Staged> own = staged(handle, object.bucket(), object.key());
        Optional<StoredObject> current = find(handle, object.bucket(), object.key());
        condition.judge(object.key(), current.map(each -> each.content().etag()));
        JdbcObjectStore.bind(
                        handle.createUpdate("INSERT INTO storage_staged (" + JdbcObjectStore.COLUMNS
                                + ", transaction_id, requires) VALUES (" + JdbcObjectStore.VALUES
                                + ", :transaction, :requires)" + REPLACING),
                        object)
                .bind("transaction", transaction)
                .bind("requires", requires(own, current, condition).orElse(null))
                .execute();
        releaseStaged(handle, own);
    }

    /**
     * What must hold when the transaction is published. A condition on what is published was only judged so far; one on what
     * the transaction has written itself is settled.
     */
    private static Optional<String> requires(
            Optional<Staged> own, Optional<StoredObject> current, WriteCondition condition) {
        if (own.isPresent()) {
            return own.flatMap(Staged::requires);
        }
        return condition.equals(WriteCondition.NONE)
                ? Optional.empty()
                : Optional.of(current.map(object -> object.content().etag()).orElse(""));
    }

    private static void releaseStaged(Handle handle, Optional<Staged> replaced) {
        replaced.flatMap(Staged::object)
                .ifPresent(object ->
                        JdbcObjectStore.release(handle, object.content().id()));
    }

    /** The data stays what it was: who looks for new objects has seen it. */
    private void keepPosition(Handle handle, String bucket, String key) {
        handle.execute("""
                UPDATE storage_staged SET position = (SELECT position FROM storage_object WHERE bucket = ? AND key = ?)
                WHERE transaction_id = ? AND bucket = ? AND key = ?
                """, bucket, key, transaction, bucket, key);
    }

    @Override
    Optional<StoredObject> find(Handle handle, String bucket, String key) {
        Optional<Staged> own = staged(handle, bucket, key);
        return own.isPresent() ? own.flatMap(Staged::object) : JdbcObjectStore.published(handle, bucket, key);
    }

    private Optional<Staged> staged(Handle handle, String bucket, String key) {
        return handle.select(
                        "SELECT * FROM storage_staged WHERE transaction_id = ? AND bucket = ? AND key = ?",
                        transaction,
                        bucket,
                        key)
                .map(STAGED)
                .findOne();
    }

    /** Both in the order of their keys, what is staged in the place of what is published. */
    private static Iterator<StoredObject> overlay(Iterator<StoredObject> published, Iterator<Staged> staged) {
        return new OverlayIterator<>(published, StoredObject::key, staged, Staged::key, Staged::object);
    }
}
