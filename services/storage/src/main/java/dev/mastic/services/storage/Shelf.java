package dev.mastic.services.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A directory that files are being written into. Its entries reach the disk in batches: whoever comes while it is being
 * synced waits, and finds itself synced by the next who was first.
 */
final class Shelf {
    private static final int BLOBS_MAX = 4_096;

    private final String name;
    private final Path directory;
    private final Object syncing = new Object();
    private int taken;
    private int unsettled;
    private volatile long created;
    private long synced;

    Shelf(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    String name() {
        return name;
    }

    Path directory() {
        return directory;
    }

    synchronized boolean isFull() {
        return taken == BLOBS_MAX;
    }

    /** Takes one place; the file is settled when its row is there or the file is gone. */
    synchronized void take() {
        taken++;
        unsettled++;
    }

    /** Settles one file; true when it was the last one ever. */
    synchronized boolean settle() {
        unsettled--;
        return taken == BLOBS_MAX && unsettled == 0;
    }

    /** Notes a new file; the answer says what has to be synced for its name to be on disk. */
    synchronized long fileCreated() {
        created++;
        return created;
    }

    /** Returns when the names of all files up to a {@link #fileCreated} are on disk. */
    void sync(long upTo) throws IOException {
        synchronized (syncing) {
            if (synced < upTo) {
                long covered = created;
                syncDirectory(directory);
                synced = covered;
            }
        }
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
