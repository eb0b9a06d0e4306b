package dev.mastic.services.access.policy;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What a policy is asked.
 *
 * @param asker who wants to
 * @param action in lower case, e.g. {@code glue:getjob}: IAM tells actions apart without regard to case
 * @param resource the ARN, or {@code *}
 * @param keys what else is known of the request
 */
public record Question(Asker asker, String action, String resource, ConditionKeys keys) {
    public Question {
        requireNonNull(asker, "asker");
        action = action.toLowerCase(Locale.ROOT);
        requireNonNull(resource, "resource");
        requireNonNull(keys, "keys");
    }
}
