package dev.mastic.runs;

import java.nio.file.Path;
import java.util.Set;

/**
 * Starts, watches and ends drivers.
 *
 * <p>A driver that was prepared waits to be asked, and leaves by itself when this server dies before it asks. So a driver is
 * recorded before it is asked, and a script never runs in a driver that no row names.
 */
public interface Launcher {
    /**
     * Gets a driver for a plan: one that was kept warm, or a new process. Does not wait for it to be ready.
     *
     * @throws RunFailure when no driver can be started
     */
    PreparedDriver prepare(RunPlan plan);

    /** What is to be seen of a driver. */
    DriverSighting look(DriverRef driver);

    /** Asks every process of a driver to end. */
    void askToEnd(DriverRef driver);

    /** Ends every process of a driver. */
    void kill(DriverRef driver);

    /** Where the driver's output files are. */
    Path directory(DriverRef driver);

    /** Removes a driver that is gone: its directory, and processes it left behind. */
    void remove(DriverRef driver);

    /** Before anything is launched: ends and removes every driver of an earlier server process, but for the known ones. */
    void sweep(Set<String> knownDirectories);

    /** A driver that waits to be asked. */
    interface PreparedDriver {
        DriverRef ref();

        /** Hands the run over. Whether the driver took it is seen by looking. */
        void ask();

        /** Sends the driver away, when the run is not to be handed over after all. */
        void discard();
    }
}
