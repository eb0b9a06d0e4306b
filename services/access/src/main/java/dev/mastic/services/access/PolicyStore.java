package dev.mastic.services.access;

import java.util.List;
import java.util.Optional;

/** Holds the managed policies of accounts with their versions. */
interface PolicyStore {
    /** Keeps a new policy; false when its name is taken. */
    boolean add(ManagedPolicy policy);

    Optional<ManagedPolicy> find(String arn);

    /** Policies whose path begins with a prefix, in the order of their names without regard to case. */
    List<ManagedPolicy> list(String accountId, String pathPrefix, String afterNameKey, int itemsMax);

    void replace(ManagedPolicy policy);

    /** Forgets a policy with its versions and tags. */
    void remove(String id);

    void addVersion(String policyId, PolicyVersion version);

    List<PolicyVersion> versions(String policyId);

    Optional<PolicyVersion> findVersion(String policyId, int number);

    void removeVersion(String policyId, int number);
}
