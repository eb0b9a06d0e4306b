package dev.mastic.services.secrets;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import org.jspecify.annotations.Nullable;

/** What Secrets Manager refuses, in its own words where they are known. */
final class Refusals {
    private Refusals() {}

    static ServiceException notFound() {
        return new ServiceException(ErrorCode.RESOURCE_NOT_FOUND, "Secrets Manager can't find the specified secret.");
    }

    static ServiceException noVersion(String what) {
        return new ServiceException(
                ErrorCode.RESOURCE_NOT_FOUND, "Secrets Manager can't find the specified secret value for %s", what);
    }

    static ServiceException markedForDeletion() {
        return request("You can't perform this operation on the secret because it was marked for deletion.");
    }

    @FormatMethod
    static ServiceException request(@FormatString String message, @Nullable Object... arguments) {
        return new ServiceException(ErrorCode.REFUSED_REQUEST, message, arguments);
    }

    @FormatMethod
    static ServiceException parameter(@FormatString String message, @Nullable Object... arguments) {
        return new ServiceException(ErrorCode.INVALID_PARAMETER, message, arguments);
    }

    @FormatMethod
    static ServiceException exists(@FormatString String message, @Nullable Object... arguments) {
        return new ServiceException(ErrorCode.RESOURCE_EXISTS, message, arguments);
    }
}
