package dev.mastic.services.metrics.math;

import static java.util.Objects.requireNonNull;

/** Why an expression has no value. */
public final class MathException extends RuntimeException {
    private final Kind kind;

    /** Whose lack it is. */
    public enum Kind {
        WRONG,
        NOT_IMPLEMENTED
    }

    MathException(String message) {
        this(Kind.WRONG, message);
    }

    MathException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public String message() {
        return requireNonNull(getMessage());
    }
}
