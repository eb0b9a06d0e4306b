package dev.mastic.services.catalog;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;

/** What the catalog refuses, in Glue's words. Texts as Glue's clients and emulators record them. */
final class Refusals {
    private Refusals() {}

    static ServiceException catalogNotFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Catalog %s not found.", name);
    }

    static ServiceException databaseNotFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Database %s not found.", name);
    }

    static ServiceException databaseExists() {
        return new ServiceException(ErrorCode.ALREADY_EXISTS, "Database already exists.");
    }

    static ServiceException tableNotFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Table %s not found.", name);
    }

    static ServiceException tableExists() {
        return new ServiceException(ErrorCode.ALREADY_EXISTS, "Table already exists.");
    }

    static ServiceException versionNotFound() {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Version not found.");
    }

    static ServiceException partitionNotFound() {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Cannot find partition.");
    }

    static ServiceException partitionExists() {
        return new ServiceException(ErrorCode.ALREADY_EXISTS, "Partition already exists.");
    }

    static ServiceException invalid(String message) {
        return new ServiceException(ErrorCode.INVALID_INPUT, "%s", message);
    }

    static ServiceException notImplemented(String what) {
        return ServiceException.notImplemented(what);
    }
}
