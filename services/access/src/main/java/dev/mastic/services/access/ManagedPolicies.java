package dev.mastic.services.access;

import java.util.Optional;

/** Managed policies: an account's own, and those that AWS keeps for everybody. */
final class ManagedPolicies {
    private final PolicyStore store;
    private final AwsManagedPolicies aws;

    ManagedPolicies(PolicyStore store, AwsManagedPolicies aws) {
        this.store = store;
        this.aws = aws;
    }

    Optional<ManagedPolicy> find(String arn) {
        return aws.find(arn).map(AwsManagedPolicies.Entry::policy).or(() -> store.find(arn));
    }

    /** The text in force. */
    Optional<String> document(String arn) {
        return find(arn)
                .flatMap(policy -> version(policy, policy.defaultVersion()))
                .map(PolicyVersion::document);
    }

    Optional<PolicyVersion> version(ManagedPolicy policy, int number) {
        return policy.accountId().equals(AwsManagedPolicies.ACCOUNT)
                ? aws.find(policy.arn())
                        .map(AwsManagedPolicies.Entry::version)
                        .filter(version -> version.number() == number)
                : store.findVersion(policy.id(), number);
    }
}
