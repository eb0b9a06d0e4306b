package dev.mastic.services.jobs;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import org.jspecify.annotations.Nullable;

/** What jobs refuse, in Glue's words where they are known. */
final class Refusals {
    private Refusals() {}

    static ServiceException jobNotFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Job with name: %s not found.", name);
    }

    static ServiceException runNotFound(String id) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Job run with id: %s not found.", id);
    }

    @FormatMethod
    static ServiceException invalid(@FormatString String message, @Nullable Object... arguments) {
        return new ServiceException(ErrorCode.INVALID_INPUT, message, arguments);
    }
}
