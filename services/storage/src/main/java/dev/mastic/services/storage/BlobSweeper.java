package dev.mastic.services.storage;

import dev.mastic.services.storage.BlobStore.Garbage;
import dev.mastic.store.Failpoints;
import java.util.List;

/** Removes the files of objects that were deleted or replaced. What to remove is in the database, so no crash leaks a file. */
public final class BlobSweeper {
    private static final int BATCH_MAX = 500;

    private final BlobStore blobs;
    private final BlobFiles files;
    private final Leases leases;
    private final Failpoints failpoints;

    BlobSweeper(BlobStore blobs, BlobFiles files, Leases leases, Failpoints failpoints) {
        this.blobs = blobs;
        this.files = files;
        this.leases = leases;
        this.failpoints = failpoints;
    }

    /** Removes all files that nobody is reading; the answer says how many. */
    public int tick() {
        int removed = 0;
        String after = "";
        List<Garbage> batch = blobs.garbage(after, BATCH_MAX);
        while (!batch.isEmpty()) {
            List<Garbage> idle = batch.stream()
                    .filter(each -> !leases.isRead(each.content()))
                    .toList();
            files.remove(idle.stream().map(Garbage::blob).toList());
            failpoints.reach("storage.files-removed");
            blobs.forget(idle);
            removed += idle.size();
            after = batch.get(batch.size() - 1).blob();
            batch = blobs.garbage(after, BATCH_MAX);
        }
        return removed;
    }
}
