package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a run has come, as clients see it.
 *
 * @param startedOn when StartJobRun accepted it
 * @param modifiedOn when anything changed last
 * @param scriptStartedOn when the script's first line ran
 * @param completedOn when it ended
 * @param failure what went wrong
 * @param detail what is worth knowing besides
 */
public record Progress(
        Instant startedOn,
        Instant modifiedOn,
        Optional<Instant> scriptStartedOn,
        Optional<Instant> completedOn,
        Optional<Failure> failure,
        Optional<String> detail) {
    private static final long MILLIS_PER_SECOND = 1_000;

    public Progress {
        requireNonNull(startedOn, "startedOn");
        requireNonNull(modifiedOn, "modifiedOn");
        requireNonNull(scriptStartedOn, "scriptStartedOn");
        requireNonNull(completedOn, "completedOn");
        requireNonNull(failure, "failure");
        requireNonNull(detail, "detail");
    }

    /** What went wrong, and whose fault it is. */
    public record Failure(String message, Fault fault) {
        public Failure {
            requireNonNull(message, "message");
            requireNonNull(fault, "fault");
        }
    }

    static Progress begun(Instant now) {
        return new Progress(now, now, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The seconds that count for the bill: begun ones count whole, start-up and queue do not count. */
    public long executionSeconds(Instant now) {
        return scriptStartedOn
                .map(start -> Duration.between(start, completedOn.orElse(now)).toMillis())
                .map(millis -> Math.max(0, (millis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND))
                .orElse(0L);
    }

    Progress touched(Instant now) {
        return new Progress(startedOn, now, scriptStartedOn, completedOn, failure, detail);
    }

    Progress withScriptStart(Instant start) {
        return new Progress(startedOn, modifiedOn, Optional.of(start), completedOn, failure, detail);
    }

    Progress withDetail(Optional<String> text) {
        return new Progress(startedOn, modifiedOn, scriptStartedOn, completedOn, failure, text);
    }

    Progress withEnd(Instant end, Optional<Failure> reason) {
        return new Progress(startedOn, modifiedOn, scriptStartedOn, Optional.of(end), reason, detail);
    }
}
