package dev.mastic.services.logs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import org.jspecify.annotations.Nullable;

/** Finds groups and streams for a caller, or refuses as CloudWatch Logs does. */
final class Logs {
    private static final String ARN_PART = ":log-group:";

    private final LogStore store;

    Logs(LogStore store) {
        this.store = store;
    }

    /** The group named by either of the two members that newer operations have: a name, or an ARN. */
    LogGroup group(Caller caller, @Nullable String name, @Nullable String identifier) {
        String wanted = name != null ? name : identifier;
        if (wanted == null) {
            throw new ServiceException(ErrorCode.INVALID_PARAMETER, "A log group name or identifier is required.");
        }
        return group(caller, nameOf(wanted));
    }

    LogGroup group(Caller caller, String name) {
        return store.findGroup(caller.accountId(), caller.region(), name)
                .orElseThrow(() ->
                        new ServiceException(ErrorCode.RESOURCE_NOT_FOUND, "The specified log group does not exist."));
    }

    LogStream stream(LogGroup group, String name) {
        return store.findStream(group, name)
                .orElseThrow(() ->
                        new ServiceException(ErrorCode.RESOURCE_NOT_FOUND, "The specified log stream does not exist."));
    }

    /** A group's name from its name or its ARN. */
    static String nameOf(String nameOrArn) {
        int at = nameOrArn.indexOf(ARN_PART);
        if (!nameOrArn.startsWith("arn:") || at < 0) {
            return nameOrArn;
        }
        String name = nameOrArn.substring(at + ARN_PART.length());
        return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
    }
}
