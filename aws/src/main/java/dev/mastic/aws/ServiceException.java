package dev.mastic.aws;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal the caller should see. Anything else that is thrown is a bug, and answers 500. */
public final class ServiceException extends RuntimeException {
    private final ErrorCode code;
    private final transient Map<String, String> details;

    private ServiceException(ErrorCode code, Map<String, String> details, String message) {
        super(message, null, false, false);
        this.code = requireNonNull(code, "code");
        this.details = Map.copyOf(details);
    }

    @FormatMethod
    public ServiceException(ErrorCode code, @FormatString String message, @Nullable Object... arguments) {
        this(code, Map.of(), arguments.length == 0 ? message : message.formatted(arguments));
    }

    /**
     * What AWS has and this server has not.
     *
     * @param what its name in AWS's words: a member, a value, a function
     */
    public static ServiceException notImplemented(String what) {
        return new ServiceException(ErrorCode.NOT_IMPLEMENTED, "%s is not implemented by this server.", what);
    }

    /** The same refusal with members that the error's shape has besides the message, e.g. S3's {@code Key}. */
    public ServiceException with(Map<String, String> members) {
        return new ServiceException(code, members, message());
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, String> details() {
        return details;
    }

    public String message() {
        return requireNonNull(getMessage());
    }
}
