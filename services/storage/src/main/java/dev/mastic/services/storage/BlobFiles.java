package dev.mastic.services.storage;

import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Object data on disk, in files named by random ids: nothing that a caller wrote ever becomes part of a path. */
final class BlobFiles {
    static final int BUFFER_BYTES = 128 << 10;

    private static final int ID_DIGITS = 32;
    private static final Logger LOG = LoggerFactory.getLogger(BlobFiles.class);

    private final BlobStore blobs;
    private final Shelves shelves;
    private final Ids ids;
    private final Failpoints failpoints;

    BlobFiles(Path root, BlobStore blobs, Ids ids, Failpoints failpoints) {
        this.blobs = blobs;
        this.shelves = new Shelves(root, blobs, ids, failpoints);
        this.ids = ids;
        this.failpoints = failpoints;
    }

    /** A new file, which is kept when its row is. */
    BlobDraft draft() {
        try {
            Shelf shelf = shelves.place();
            String id = shelf.name() + ids.hex(ID_DIGITS - Shelves.NAME_DIGITS);
            return new BlobDraft(id, shelves, shelf, failpoints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a range of the data of several files, one after the other. */
    void copy(List<Blob> parts, long offset, long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, length)];
        long skip = offset;
        long left = length;
        for (Blob part : parts) {
            if (left == 0) {
                break;
            }
            if (skip >= part.size()) {
                skip -= part.size();
                continue;
            }
            long fromHere = Math.min(left, part.size() - skip);
            copy(part, skip, fromHere, buffer, out);
            left -= fromHere;
            skip = 0;
        }
    }

    /** Removes files; what is gone already is no error. */
    void remove(List<String> ids) {
        try {
            Set<Path> directories = new HashSet<>();
            for (String id : ids) {
                Path file = shelves.file(id);
                if (Files.deleteIfExists(file)) {
                    directories.add(file.getParent());
                }
            }
            for (Path directory : directories) {
                Shelf.syncDirectory(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what a crash left behind: files that nobody came to register. To be called before anything is written. */
    void sweepShelves() {
        for (String shelf : blobs.openShelves()) {
            Path directory = shelves.directory(shelf);
            if (Files.isDirectory(directory)) {
                sweep(shelf, directory);
            }
            blobs.closeShelf(shelf);
        }
    }

    private void sweep(String shelf, Path directory) {
        List<String> orphans = blobs.unreferenced(names(shelf, directory));
        remove(orphans);
        if (!orphans.isEmpty()) {
            LOG.info("removed {} files of writes that were cut off", orphans.size());
        }
    }

    private static List<String> names(String shelf, Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.length() == ID_DIGITS && name.startsWith(shelf))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Blob part, long offset, long length, byte[] buffer, OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(shelves.file(part.id()), StandardOpenOption.READ)) {
            long at = offset;
            long end = offset + length;
            while (at < end) {
                int wanted = (int) Math.min(buffer.length, end - at);
                int read = channel.read(ByteBuffer.wrap(buffer, 0, wanted), at);
                if (read < 0) {
                    throw new IOException("file %s ends at byte %d of %d".formatted(part.id(), at, part.size()));
                }
                out.write(buffer, 0, read);
                at += read;
            }
        }
    }
}
