package dev.mastic.services.storage;

import dev.mastic.services.storage.ChangeReader.Change;
import dev.mastic.services.storage.ChangeReader.Query;
import dev.mastic.store.Database;
import java.util.List;
import java.util.Optional;

/** Publications by the index on positions. */
final class JdbcChangeStore implements ChangeStore {
    static final String PUBLISHED = """
            SELECT key, position, etag FROM storage_object WHERE bucket = ? AND (position, key) > (?, ?)
            AND substr(key, 1, length(?)) = ? ORDER BY position, key LIMIT ?
            """;
    static final String STAGED = """
            SELECT key, etag FROM storage_staged WHERE transaction_id = ? AND bucket = ? AND key > ? AND key >= ?
            AND substr(key, 1, length(?)) = ? AND content IS NOT NULL ORDER BY key LIMIT ?
            """;

    /** No key is greater. */
    private static final String END = Character.toString(Character.MAX_CODE_POINT);

    private final Database database;

    JdbcChangeStore(Database database) {
        this.database = database;
    }

    @Override
    public long position() {
        return database.read(JdbcObjectStore::position);
    }

    @Override
    public List<Change> published(String bucket, Query query, int limit) {
        String afterKey = query.afterKey().isEmpty() ? END : query.afterKey();
        String prefix = query.prefix();
        return database.read(handle -> handle.select(PUBLISHED, bucket, query.after(), afterKey, prefix, prefix, limit)
                .map((row, context) ->
                        new Change(row.getString("key"), Optional.of(row.getLong("position")), row.getString("etag")))
                .list());
    }

    @Override
    public List<Change> staged(String transaction, String bucket, Query query, int limit) {
        String prefix = query.prefix();
        return database.read(handle -> handle.select(
                        STAGED, transaction, bucket, query.afterKey(), prefix, prefix, prefix, limit)
                .map((row, context) -> new Change(row.getString("key"), Optional.empty(), row.getString("etag")))
                .list());
    }
}
