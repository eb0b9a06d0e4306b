package dev.mastic.services.logs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import org.jspecify.annotations.Nullable;

/** Finds groups and streams for a caller, or refuses as CloudWatch Logs does. */
final class Logs {
    static final String STREAM_PART = ":log-stream:";
    private static final String GROUP_PART = ":log-group:";

    private final LogStore store;

    Logs(LogStore store) {
        this.store = store;
    }

    /** The group named by one of the two members that newer operations have: a name, or a name or ARN. */
    LogGroup group(Caller caller, @Nullable String name, @Nullable String identifier) {
        if ((name == null) == (identifier == null)) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER, "Exactly one of logGroupName and logGroupIdentifier is required.");
        }
        return name != null ? group(caller, name) : identified(caller, identifier);
    }

    LogGroup group(Caller caller, String name) {
        return store.findGroup(caller.accountId(), caller.region(), name).orElseThrow(Logs::groupNotFound);
    }

    /** The group of a name or an ARN. An ARN of another account or region names none of the caller's groups. */
    LogGroup identified(Caller caller, @Nullable String nameOrArn) {
        String wanted = nameOrArn == null ? "" : nameOrArn;
        if (wanted.startsWith("arn:") && !wanted.startsWith(caller.arn("logs", "log-group:"))) {
            throw groupNotFound();
        }
        return group(caller, nameOf(wanted));
    }

    LogStream stream(LogGroup group, String name) {
        return store.findStream(group, name)
                .orElseThrow(() ->
                        new ServiceException(ErrorCode.RESOURCE_NOT_FOUND, "The specified log stream does not exist."));
    }

    static ServiceException groupNotFound() {
        return new ServiceException(ErrorCode.RESOURCE_NOT_FOUND, "The specified log group does not exist.");
    }

    /** A group's name from its name or its ARN. */
    static String nameOf(String nameOrArn) {
        int at = nameOrArn.indexOf(GROUP_PART);
        if (!nameOrArn.startsWith("arn:") || at < 0) {
            return nameOrArn;
        }
        String name = nameOrArn.substring(at + GROUP_PART.length());
        return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
    }
}
