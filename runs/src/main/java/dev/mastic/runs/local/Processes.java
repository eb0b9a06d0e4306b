package dev.mastic.runs.local;

import dev.mastic.runs.DriverRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Starts and ends processes, each the leader of a session of its own. */
public interface Processes {
    /**
     * Starts a process.
     *
     * @throws IOException when the program cannot be started
     */
    Spawned start(Command command) throws IOException;

    /** Whether that very process is there, not another one with its number. */
    boolean isAlive(DriverRef driver);

    /** Asks every process of the session to end. */
    void askToEnd(DriverRef driver);

    /** Ends every process of the session. */
    void kill(DriverRef driver);

    /** Takes back the low priority that a process was started with, where the system lets us. */
    void favour(DriverRef driver);

    /** How many processes the kernel has ended for want of memory since the machine started, where it says so. */
    OptionalInt memoryKills();

    /**
     * What to start.
     *
     * @param environment all of it: nothing is inherited
     * @param output the file that standard output and error are appended to
     */
    record Command(
            List<String> words, Map<String, String> environment, Path directory, Path output, Priority priority) {
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }
    }

    /** How a process stands against others that want the processor. */
    enum Priority {
        NORMAL,
        LOW
    }

    /** A process that this server started. */
    interface Spawned {
        long pid();

        /** When it began, as the operating system tells it. */
        String start();

        /** Writes a line to its standard input and closes that. */
        void tellLast(String line) throws IOException;

        /** How it ended, if it has: the status, or 128 and the signal's number. */
        OptionalInt exitStatus();

        void onExit(Runnable action);
    }
}
