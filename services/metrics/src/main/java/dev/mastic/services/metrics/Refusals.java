package dev.mastic.services.metrics;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;

/** CloudWatch's refusals. Texts that AWS is known to answer are kept to the letter. */
final class Refusals {
    private Refusals() {}

    @FormatMethod
    static ServiceException value(@FormatString String message, Object... arguments) {
        return new ServiceException(ErrorCode.INVALID_PARAMETER_VALUE, message, arguments);
    }

    @FormatMethod
    static ServiceException combination(@FormatString String message, Object... arguments) {
        return new ServiceException(ErrorCode.INVALID_PARAMETER_COMBINATION, message, arguments);
    }

    @FormatMethod
    static ServiceException validation(@FormatString String message, Object... arguments) {
        return new ServiceException(ErrorCode.VALIDATION, message, arguments);
    }

    static ServiceException missing(String parameter) {
        return new ServiceException(ErrorCode.MISSING_PARAMETER, "The parameter %s is required.", parameter);
    }

    static ServiceException invalid(Object value, String parameter) {
        return value("The value %s for parameter %s is invalid.", value, parameter);
    }

    static ServiceException exclusive(String one, String other) {
        return combination("The parameters %s and %s are mutually exclusive and you have specified both.", one, other);
    }

    static ServiceException notImplemented(String what) {
        return ServiceException.notImplemented(what);
    }
}
