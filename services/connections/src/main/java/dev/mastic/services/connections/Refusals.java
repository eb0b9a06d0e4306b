package dev.mastic.services.connections;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import org.jspecify.annotations.Nullable;

/** What connections refuse, in Glue's words where they are known. */
final class Refusals {
    private Refusals() {}

    static ServiceException notFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Connection %s not found.", name);
    }

    static ServiceException exists() {
        return new ServiceException(ErrorCode.ALREADY_EXISTS, "Connection already exists.");
    }

    @FormatMethod
    static ServiceException invalid(@FormatString String message, @Nullable Object... arguments) {
        return new ServiceException(ErrorCode.INVALID_INPUT, message, arguments);
    }

    static ServiceException notImplemented(String what) {
        return ServiceException.notImplemented(what);
    }
}
