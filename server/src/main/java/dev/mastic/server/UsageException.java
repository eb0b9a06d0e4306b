package dev.mastic.server;

/** The program cannot start as it was asked to; the message says why, in one line, to the person who asked. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
