package dev.mastic.services.storage;

import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directories of object data, {@code objects/ab/cd}: new files go into one of them until it is full, then into another.
 *
 * <p>The database knows which directories are being written into, so that after a crash only those need to be searched for
 * files that nobody came to register.
 */
final class Shelves {
    private static final int LEVEL_DIGITS = 2;
    static final int NAME_DIGITS = 2 * LEVEL_DIGITS;

    private final Path root;
    private final BlobStore blobs;
    private final Ids ids;
    private final Failpoints failpoints;
    private @Nullable Shelf current;

    Shelves(Path root, BlobStore blobs, Ids ids, Failpoints failpoints) {
        this.root = root;
        this.blobs = blobs;
        this.ids = ids;
        this.failpoints = failpoints;
    }

    /** A directory with a place for one more file. */
    synchronized Shelf place() throws IOException {
        Shelf shelf = current;
        if (shelf == null || shelf.isFull()) {
            shelf = open();
            current = shelf;
        }
        shelf.take();
        return shelf;
    }

    void settle(Shelf shelf) {
        if (shelf.settle()) {
            blobs.closeShelf(shelf.name());
        }
    }

    /** Where the file of a blob is. An id is hexadecimal digits of our own making, never a caller's text. */
    Path file(String blob) {
        return directory(blob.substring(0, NAME_DIGITS)).resolve(blob);
    }

    Path directory(String shelf) {
        return outer(shelf).resolve(shelf.substring(LEVEL_DIGITS));
    }

    private Path outer(String shelf) {
        return root.resolve(shelf.substring(0, LEVEL_DIGITS));
    }

    private Shelf open() throws IOException {
        String name = ids.hex(NAME_DIGITS);
        while (!blobs.openShelf(name)) {
            name = ids.hex(NAME_DIGITS);
        }
        failpoints.reach("storage.shelf-opened");
        Path directory = directory(name);
        Files.createDirectories(directory);
        Shelf.syncDirectory(outer(name));
        Shelf.syncDirectory(root);
        return new Shelf(name, directory);
    }
}
