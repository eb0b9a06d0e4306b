package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/** Why a run cannot go on. Its message becomes the run's {@code ErrorMessage}. */
public final class RunFailure extends RuntimeException {
    private final Fault fault;

    @FormatMethod
    public RunFailure(Fault fault, @FormatString String message, Object... arguments) {
        super(arguments.length == 0 ? message : message.formatted(arguments), null, false, false);
        this.fault = requireNonNull(fault, "fault");
    }

    public Fault fault() {
        return fault;
    }

    public String message() {
        return requireNonNull(getMessage());
    }
}
