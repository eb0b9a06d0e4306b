package dev.mastic.services.storage;

import dev.mastic.store.Database;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What is the same for objects that are published and for those that are staged. */
abstract class JdbcLayer implements ObjectStore {
    final Database database;

    JdbcLayer(Database database) {
        this.database = database;
    }

    /** What a key of this layer holds. */
    abstract Optional<StoredObject> find(Handle handle, String bucket, String key);

    /** Makes an object what its key of this layer holds. */
    abstract void put(Handle handle, StoredObject object, WriteCondition condition);

    @Override
    public final Optional<StoredObject> find(String bucket, String key) {
        return database.read(handle -> find(handle, bucket, key));
    }

    @Override
    public final void put(StoredObject object, List<Blob> blobs, WriteCondition condition) {
        database.update(handle -> {
            put(handle, object, condition);
            blobs.forEach(blob -> JdbcBlobStore.add(handle, object.content().id(), blob));
        });
    }

    @Override
    public final boolean putCopy(StoredObject object, StoredObject source, WriteCondition condition) {
        return database.write(handle -> {
            if (!find(handle, source.bucket(), source.key()).equals(Optional.of(source))) {
                return false;
            }
            put(handle, object, condition);
            return true;
        });
    }
}
