package dev.mastic.services.access;

import dev.mastic.services.access.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user or a role is granted, gathered from everywhere.
 *
 * @param name the user's or the role's
 * @param policies inline and attached, of the groups too
 * @param boundary the most it may ever do
 * @param tags for {@code aws:PrincipalTag}
 */
record Grants(String name, List<PolicyDocument> policies, Optional<PolicyDocument> boundary, Map<String, String> tags) {
    /** Nothing: what is left to the session of a role that was deleted. */
    static final Grants NONE = new Grants("", List.of(), Optional.empty(), Map.of());

    Grants {
        policies = List.copyOf(policies);
        tags = Map.copyOf(tags);
    }
}
