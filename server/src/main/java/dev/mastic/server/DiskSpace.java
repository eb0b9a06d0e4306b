package dev.mastic.server;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what is left of the disk, so that no run is begun that would find it full. */
final class DiskSpace {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

    private final Path directory;
    private final long freeMin;
    private volatile State state = State.ENOUGH;

    private enum State {
        ENOUGH,
        SHORT
    }

    /**
     * The disk of a directory.
     *
     * @param freeMin what must be free, in bytes
     */
    DiskSpace(Path directory, long freeMin) {
        this.directory = directory;
        this.freeMin = freeMin;
    }

    long freeBytes() {
        return directory.toFile().getUsableSpace();
    }

    /** Whether runs may begin. A change is logged once. */
    boolean isEnough() {
        long free = freeBytes();
        State now = free >= freeMin ? State.ENOUGH : State.SHORT;
        if (now != state) {
            state = now;
            if (now == State.SHORT) {
                LOG.error(
                        "the disk of {} is nearly full: {} MB are free (disk.free-min: {} MB); no run is begun until there are more",
                        directory,
                        free >> 20,
                        freeMin >> 20);
            } else {
                LOG.info("the disk of {} has room again: {} MB are free", directory, free >> 20);
            }
        }
        return now == State.ENOUGH;
    }
}
