package dev.mastic.services.access;

import java.util.List;
import java.util.Optional;

/** Holds what identities are granted: the policies inside them and those attached to them. */
interface GrantStore {
    void putInline(String identityId, InlinePolicy policy);

    Optional<InlinePolicy> findInline(String identityId, String name);

    List<InlinePolicy> inline(String identityId);

    /** Forgets a policy; false when there was none. */
    boolean removeInline(String identityId, String name);

    void attach(String identityId, String policyArn);

    /** Takes a policy off; false when it was not attached. */
    boolean detach(String identityId, String policyArn);

    /** The ARNs of the attached policies. */
    List<String> attached(String identityId);

    /** Who a policy is attached to. */
    List<Identity> holders(String policyArn);

    int holderCount(String policyArn);

    /** Who has a policy for a boundary. */
    List<Identity> bounded(String policyArn);
}
