package dev.mastic.services.access.policy;

import java.util.List;
import java.util.Optional;

/**
 * Every policy that has a say in what somebody may do.
 *
 * @param identity attached to him, to his groups or to his role; any of them may allow
 * @param boundary the most that he may ever do
 * @param session the most that this session of his may do
 * @param resource what the resource itself says about who may
 */
public record Policies(
        List<PolicyDocument> identity,
        Optional<PolicyDocument> boundary,
        Optional<PolicyDocument> session,
        Optional<PolicyDocument> resource) {
    public Policies {
        identity = List.copyOf(identity);
    }

    /** Identity policies alone. */
    public static Policies of(List<PolicyDocument> identity) {
        return new Policies(identity, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
