package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What was to be seen of a driver at one moment.
 *
 * @param life whether its process is there
 * @param scriptStartedOn when the script's first line ran
 * @param exit how the script ended
 * @param heartbeat when the driver last said that it is alive
 * @param death what is known about the end of a process that left no exit
 */
public record DriverSighting(
        Life life,
        Optional<Instant> scriptStartedOn,
        Optional<Exit> exit,
        Optional<Instant> heartbeat,
        Optional<Progress.Failure> death) {
    public DriverSighting {
        requireNonNull(life, "life");
        requireNonNull(scriptStartedOn, "scriptStartedOn");
        requireNonNull(exit, "exit");
        requireNonNull(heartbeat, "heartbeat");
        requireNonNull(death, "death");
    }

    /** Whether a process is there. */
    public enum Life {
        ALIVE,
        GONE
    }

    /**
     * How the script ended, in the driver's own words.
     *
     * @param line the script's line that the error came from, where it is known
     */
    public record Exit(
            int code,
            Optional<String> errorMessage,
            Optional<String> errorType,
            Optional<Integer> line,
            Instant finishedAt) {
        public Exit {
            requireNonNull(errorMessage, "errorMessage");
            requireNonNull(errorType, "errorType");
            requireNonNull(line, "line");
            requireNonNull(finishedAt, "finishedAt");
        }
    }
}
