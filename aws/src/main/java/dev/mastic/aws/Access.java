package dev.mastic.aws;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * One question to IAM: may the caller do this to that.
 *
 * @param action e.g. {@code glue:CreateJob}
 * @param resource the ARN the action touches, or {@code *} where the action knows no resource
 * @param conditions what the request itself says, by condition key, e.g. {@code iam:PassedToService}
 */
public record Access(String action, String resource, Map<String, List<String>> conditions) {
    public Access {
        requireNonNull(action, "action");
        requireNonNull(resource, "resource");
        conditions = Map.copyOf(conditions);
    }

    public Access(String action, String resource) {
        this(action, resource, Map.of());
    }
}
