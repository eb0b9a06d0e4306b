package dev.mastic.services.storage;

import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.Upload.ChecksumPlan;
import dev.mastic.services.storage.Upload.Origin;
import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Uploads in {@code storage_upload}, their parts through {@link JdbcBlobStore}. */
final class JdbcUploadStore implements UploadStore {
    static final String LIST = "SELECT * FROM storage_upload WHERE bucket = ? AND (key, id) > (?, ?)"
            + " AND (transaction_id IS NULL OR transaction_id = ?) ORDER BY bucket, key, id";

    /** Ids are letters and digits. */
    private static final String ID_BEHIND_ALL = "~";

    private static final RowMapper<Upload> UPLOAD = (row, context) -> new Upload(
            row.getString("bucket"),
            row.getString("key"),
            row.getString("id"),
            Instant.ofEpochSecond(row.getLong("initiated_at")),
            row.getString("initiator"),
            checksums(row),
            new Description(
                    row.getString("storage_class"),
                    FormText.read(row.getString("headers")),
                    FormText.read(row.getString("metadata")),
                    FormText.read(row.getString("tags"))),
            Optional.ofNullable(row.getString("transaction_id")));

    private final Database database;

    JdbcUploadStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Upload upload) {
        database.update(handle -> {
            JdbcObjectStore.refuseMissingBucket(handle, upload.bucket());
            upload.transaction().ifPresent(transaction -> JdbcTransactionStore.refuseEnded(handle, transaction));
            handle.execute(
                    """
                    INSERT INTO storage_upload (bucket, key, id, initiated_at, initiator, checksum_algorithm,
                        checksum_scope, checksum_origin, storage_class, headers, metadata, tags, transaction_id)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    upload.bucket(),
                    upload.key(),
                    upload.id(),
                    upload.initiatedAt().getEpochSecond(),
                    upload.initiator(),
                    upload.checksums().algorithm().name(),
                    upload.checksums().scope().name(),
                    upload.checksums().origin().name(),
                    upload.description().storageClass(),
                    FormText.write(upload.description().headers()),
                    FormText.write(upload.description().metadata()),
                    FormText.write(upload.description().tags()),
                    upload.transaction().orElse(null));
        });
    }

    @Override
    public Optional<Upload> find(String bucket, String key, String id) {
        return database.read(handle -> find(handle, bucket, key, id));
    }

    @Override
    public Listing<Upload> list(String bucket, ListingQuery query, Optional<String> transaction) {
        return database.read(handle -> {
            try (JdbcSeek<Upload> rows = new JdbcSeek<>(
                    place -> handle.select(LIST, bucket, place.key(), idBefore(place, query), transaction.orElse(""))
                            .map(UPLOAD)
                            .iterator())) {
                return Listing.read(query, rows, Upload::key);
            }
        });
    }

    /** The id after which a key's uploads are wanted: only the first seek stands in their middle. */
    private static String idBefore(JdbcSeek.Place place, ListingQuery query) {
        if (place.behind()) {
            return ID_BEHIND_ALL;
        }
        return place.key().equals(query.after()) ? query.afterId() : "";
    }

    @Override
    public void putPart(Upload upload, Blob part) {
        database.update(handle -> {
            refuseMissing(handle, upload);
            JdbcBlobStore.discard(handle, upload.id(), part.position());
            JdbcBlobStore.add(handle, upload.id(), part);
        });
    }

    @Override
    public List<Blob> parts(String upload, int after, int limit) {
        return database.read(handle -> JdbcBlobStore.of(handle, upload, after, limit));
    }

    @Override
    public void complete(
            Upload upload, StoredObject object, List<Blob> used, WriteCondition condition, ObjectStore objects) {
        database.update(handle -> {
            refuseMissing(handle, upload);
            List<Blob> current = JdbcBlobStore.of(handle, upload.id());
            Set<Blob> unused = new HashSet<>(current);
            for (Blob part : used) {
                if (!unused.remove(part)) {
                    throw Completion.invalidPart(upload.id(), part.position());
                }
            }
            unused.forEach(part -> JdbcBlobStore.discard(handle, upload.id(), part.position()));
            objects.put(object, List.of(), condition);
            remove(handle, upload.bucket(), upload.key(), upload.id());
        });
    }

    @Override
    public boolean abort(String bucket, String key, String id) {
        return database.write(handle -> {
            if (!remove(handle, bucket, key, id)) {
                return false;
            }
            JdbcBlobStore.discard(handle, id);
            return true;
        });
    }

    private static Optional<Upload> find(Handle handle, String bucket, String key, String id) {
        return handle.select("SELECT * FROM storage_upload WHERE bucket = ? AND key = ? AND id = ?", bucket, key, id)
                .map(UPLOAD)
                .findOne();
    }

    private static void refuseMissing(Handle handle, Upload upload) {
        if (find(handle, upload.bucket(), upload.key(), upload.id()).isEmpty()) {
            throw Refusals.noSuchUpload(upload.id());
        }
    }

    private static boolean remove(Handle handle, String bucket, String key, String id) {
        return handle.execute("DELETE FROM storage_upload WHERE bucket = ? AND key = ? AND id = ?", bucket, key, id)
                == 1;
    }

    private static ChecksumPlan checksums(ResultSet row) throws SQLException {
        return new ChecksumPlan(
                ChecksumAlgorithm.valueOf(row.getString("checksum_algorithm")),
                ChecksumScope.valueOf(row.getString("checksum_scope")),
                Origin.valueOf(row.getString("checksum_origin")));
    }
}
