package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Transactions in {@code storage_transaction}; however much was written in one, a few statements end it. */
final class JdbcTransactionStore implements TransactionStore {
    /** The contents that a transaction's publication takes away from keys. */
    private static final String REPLACED = """
            SELECT o.content FROM storage_staged s
            JOIN storage_object o ON o.bucket = s.bucket AND o.key = s.key
            WHERE s.transaction_id = :id AND o.content IS DISTINCT FROM s.content
            """;

    private final Database database;

    JdbcTransactionStore(Database database) {
        this.database = database;
    }

    @Override
    public void begin(String id, Instant now) {
        database.update(handle -> handle.execute(
                "INSERT INTO storage_transaction (id, begun_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                id,
                now.getEpochSecond()));
    }

    @Override
    public int publish(String id, Instant now) {
        return database.write(handle -> {
            refuseEnded(handle, id);
            refuseChanged(handle, id);
            discardReplaced(handle, id);
            long position = JdbcObjectStore.nextPosition(handle);
            handle.createUpdate("INSERT INTO storage_object (" + JdbcObjectStore.COLUMNS
                            + ", position) SELECT bucket, key, content, size, etag, parts, checksum_algorithm,"
                            + " checksum_scope, checksum, CASE WHEN position IS NULL THEN :now ELSE modified_at END,"
                            + " storage_class, headers, metadata, tags, restored_until, coalesce(position, :position)"
                            + " FROM storage_staged WHERE transaction_id = :id AND content IS NOT NULL"
                            + JdbcObjectStore.REPLACING)
                    .bind("id", id)
                    .bind("now", now.getEpochSecond())
                    .bind("position", position)
                    .execute();
            handle.execute("""
                    DELETE FROM storage_object WHERE (bucket, key) IN
                        (SELECT bucket, key FROM storage_staged WHERE transaction_id = ? AND content IS NULL)
                    """, id);
            return handle.execute("DELETE FROM storage_staged WHERE transaction_id = ?", id);
        });
    }

    @Override
    public void end(String id) {
        database.update(handle -> {
            handle.execute("UPDATE storage_upload SET transaction_id = NULL WHERE transaction_id = ?", id);
            handle.execute("DELETE FROM storage_transaction WHERE id = ?", id);
        });
    }

    @Override
    public void discard(String id) {
        database.update(handle -> {
            discardStaged(handle, id);
            handle.execute("DELETE FROM storage_staged WHERE transaction_id = ?", id);
            discardUploads(handle, id);
            handle.execute("DELETE FROM storage_transaction WHERE id = ?", id);
        });
    }

    /** Refuses a write by a session whose transaction is over: nobody would ever see it. */
    static void refuseEnded(Handle handle, String id) {
        boolean open = handle.select("SELECT 1 FROM storage_transaction WHERE id = ?", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!open) {
            throw new ServiceException(
                    ErrorCode.S3_EXPIRED_TOKEN,
                    "The provided token has expired: the run that it was given to has ended.");
        }
    }

    private static void refuseChanged(Handle handle, String id) {
        Optional<String> changed =
                handle.createQuery("""
                        SELECT s.bucket || '/' || s.key FROM storage_staged s
                        LEFT JOIN storage_object o ON o.bucket = s.bucket AND o.key = s.key
                        WHERE s.transaction_id = :id AND s.requires IS NOT NULL
                            AND s.requires <> coalesce(o.etag, '')
                        LIMIT 1
                        """).bind("id", id).mapTo(String.class).findOne();
        changed.ifPresent(place -> {
            throw new ServiceException(
                    ErrorCode.PRECONDITION_FAILED,
                    "s3://%s was changed by somebody else after it was written under a condition.",
                    place);
        });
    }

    /** Makes garbage of what is replaced or removed and what neither another key nor a transaction holds. */
    private static void discardReplaced(Handle handle, String id) {
        discard(handle, id, "SELECT content FROM (" + REPLACED + """
                        ) AS replaced WHERE NOT EXISTS (
                            SELECT 1 FROM storage_object x WHERE x.content = replaced.content AND NOT EXISTS (
                                SELECT 1 FROM storage_staged y
                                WHERE y.transaction_id = :id AND y.bucket = x.bucket AND y.key = x.key))
                        AND NOT EXISTS (SELECT 1 FROM storage_staged z WHERE z.content = replaced.content)
                        """);
    }

    /** Makes garbage of what the transaction wrote and nobody else holds. */
    private static void discardStaged(Handle handle, String id) {
        discard(handle, id, """
                SELECT s.content FROM storage_staged s WHERE s.transaction_id = :id AND s.content IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM storage_object x WHERE x.content = s.content)
                AND NOT EXISTS (
                    SELECT 1 FROM storage_staged y WHERE y.content = s.content AND y.transaction_id <> :id)
                """);
    }

    private static void discardUploads(Handle handle, String id) {
        discard(handle, id, "SELECT id FROM storage_upload WHERE transaction_id = :id");
        handle.execute("DELETE FROM storage_upload WHERE transaction_id = ?", id);
    }

    private static void discard(Handle handle, String id, String contents) {
        handle.createUpdate("INSERT INTO storage_garbage (blob, content)"
                        + " SELECT id, content FROM storage_blob WHERE content IN (" + contents
                        + ") ON CONFLICT DO NOTHING")
                .bind("id", id)
                .execute();
        handle.createUpdate("DELETE FROM storage_blob WHERE content IN (" + contents + ")")
                .bind("id", id)
                .execute();
    }
}
