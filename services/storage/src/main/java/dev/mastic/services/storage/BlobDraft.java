package dev.mastic.services.storage;

import dev.mastic.aws.ServiceException;
import dev.mastic.store.Failpoints;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of data that is being written. It is on disk before its row is committed; closed without a row, it is gone.
 *
 * <p>When a commit breaks down nobody knows whether the row is there. Then the file stays, and so does the note that its
 * directory is being written into: the next start looks at the row and decides.
 */
final class BlobDraft extends OutputStream {
    private final String id;
    private final Shelves shelves;
    private final Shelf shelf;
    private final Failpoints failpoints;
    private final Path file;
    private @Nullable FileChannel channel;
    private long createdAs;
    private boolean decided;

    BlobDraft(String id, Shelves shelves, Shelf shelf, Failpoints failpoints) {
        this.id = id;
        this.shelves = shelves;
        this.shelf = shelf;
        this.failpoints = failpoints;
        this.file = shelves.file(id);
    }

    String id() {
        return id;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        FileChannel open = open();
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            open.write(buffer);
        }
    }

    /** Brings the data to disk, then commits its row. A refusal removes the file again. */
    <T> T keep(Supplier<T> commit) {
        sync();
        decided = true;
        failpoints.reach("storage.blob-synced");
        try {
            T result = commit.get();
            failpoints.reach("storage.row-committed");
            shelves.settle(shelf);
            return result;
        } catch (ServiceException refusal) {
            decided = false;
            throw refusal;
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            if (!decided) {
                decided = true;
                Files.deleteIfExists(file);
                shelves.settle(shelf);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel = open;
            createdAs = shelf.fileCreated();
        }
        return open;
    }

    // Empty data needs no file.
    private void sync() {
        try {
            if (channel != null) {
                channel.force(false);
                shelf.sync(createdAs);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
