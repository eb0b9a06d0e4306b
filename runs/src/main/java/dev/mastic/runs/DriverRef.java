package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

/**
 * Finds a driver again, also after a restart of the server: process ids are used again, but never with the same start.
 *
 * @param directory the name of its directory
 * @param pid its process, which is the leader of a session of its own
 * @param processStart when that process began, as the operating system tells it
 */
public record DriverRef(String directory, long pid, String processStart) {
    public DriverRef {
        requireNonNull(directory, "directory");
        requireNonNull(processStart, "processStart");
    }
}
