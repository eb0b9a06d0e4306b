package dev.mastic.services.storage;

import dev.mastic.store.Database;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Files of data in {@code storage_blob}, {@code storage_garbage} and {@code storage_shelf}. */
final class JdbcBlobStore implements BlobStore {
    static final String OF_CONTENT = "SELECT * FROM storage_blob WHERE content = ? ORDER BY content, position";
    static final String OF_CONTENT_AFTER =
            "SELECT * FROM storage_blob WHERE content = ? AND position > ? ORDER BY content, position LIMIT ?";
    static final String GARBAGE = "SELECT blob, content FROM storage_garbage WHERE blob > ? ORDER BY blob LIMIT ?";

    private static final RowMapper<Blob> BLOB = (row, context) -> new Blob(
            row.getString("id"),
            row.getInt("position"),
            row.getLong("size"),
            row.getString("md5"),
            row.getString("checksum"),
            Instant.ofEpochSecond(row.getLong("written_at")));

    private final Database database;

    JdbcBlobStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Blob> of(String content) {
        return database.read(handle -> of(handle, content));
    }

    @Override
    public List<String> unreferenced(List<String> blobs) {
        return database.read(handle -> blobs.stream()
                .filter(blob -> handle.select("SELECT 1 FROM storage_blob WHERE id = ?", blob)
                        .mapTo(Integer.class)
                        .findOne()
                        .isEmpty())
                .toList());
    }

    @Override
    public boolean openShelf(String name) {
        return database.write(handle ->
                handle.execute("INSERT INTO storage_shelf (name) VALUES (?) ON CONFLICT DO NOTHING", name) == 1);
    }

    @Override
    public void closeShelf(String name) {
        database.update(handle -> handle.execute("DELETE FROM storage_shelf WHERE name = ?", name));
    }

    @Override
    public List<String> openShelves() {
        return database.read(handle -> handle.select("SELECT name FROM storage_shelf ORDER BY name")
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<Garbage> garbage(String after, int limit) {
        return database.read(handle -> handle.select(GARBAGE, after, limit)
                .map((row, context) -> new Garbage(row.getString("blob"), row.getString("content")))
                .list());
    }

    @Override
    public void forget(List<Garbage> removed) {
        database.update(handle ->
                removed.forEach(each -> handle.execute("DELETE FROM storage_garbage WHERE blob = ?", each.blob())));
    }

    static List<Blob> of(Handle handle, String content) {
        return handle.select(OF_CONTENT, content).map(BLOB).list();
    }

    static List<Blob> of(Handle handle, String content, int after, int limit) {
        return handle.select(OF_CONTENT_AFTER, content, after, limit).map(BLOB).list();
    }

    static void add(Handle handle, String content, Blob blob) {
        handle.execute(
                """
                INSERT INTO storage_blob (content, position, id, size, md5, checksum, written_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                content,
                blob.position(),
                blob.id(),
                blob.size(),
                blob.md5(),
                blob.checksum(),
                blob.writtenAt().getEpochSecond());
    }

    /** Makes the files of a content garbage. */
    static void discard(Handle handle, String content) {
        handle.execute(
                "INSERT INTO storage_garbage (blob, content) SELECT id, content FROM storage_blob WHERE content = ?",
                content);
        handle.execute("DELETE FROM storage_blob WHERE content = ?", content);
    }

    /** Makes one file of an upload garbage. */
    static void discard(Handle handle, String upload, int position) {
        handle.execute("""
                INSERT INTO storage_garbage (blob, content)
                SELECT id, content FROM storage_blob WHERE content = ? AND position = ?
                """, upload, position);
        handle.execute("DELETE FROM storage_blob WHERE content = ? AND position = ?", upload, position);
    }
}
