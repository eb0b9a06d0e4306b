package dev.mastic.services.logs;

import static java.util.Objects.requireNonNull;

/**
 * A line to be logged.
 *
 * @param timestampMillis when it happened, in epoch milliseconds
 * @param message its text
 */
public record LogEvent(long timestampMillis, String message) {
    public LogEvent {
        requireNonNull(message, "message");
    }
}
