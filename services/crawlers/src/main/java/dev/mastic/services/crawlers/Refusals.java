package dev.mastic.services.crawlers;

import com.google.errorprone.annotations.FormatMethod;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;

/** What crawlers refuse, in Glue's words. */
final class Refusals {
    private Refusals() {}

    static ServiceException crawlerNotFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Crawler entry with name %s does not exist", name);
    }

    static ServiceException classifierNotFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Classifier %s not found.", name);
    }

    static ServiceException running(String name) {
        return new ServiceException(ErrorCode.CRAWLER_RUNNING, "Crawler with name %s has already started", name);
    }

    @FormatMethod
    static ServiceException invalid(String message, Object... arguments) {
        return new ServiceException(ErrorCode.INVALID_INPUT, message, arguments);
    }

    static ServiceException notImplemented(String what) {
        return ServiceException.notImplemented(what);
    }
}
