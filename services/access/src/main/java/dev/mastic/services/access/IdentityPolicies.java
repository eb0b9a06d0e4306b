package dev.mastic.services.access;

import dev.mastic.services.access.policy.PolicyKind;
import dev.mastic.services.access.policy.PolicyParser;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts policies into identities and attaches managed ones to them. */
final class IdentityPolicies {
    private static final int ATTACHED_MAX = 10;
    private static final Pattern POLICY_ARN = Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+");

    private final GrantStore grants;
    private final ManagedPolicies policies;
    private final Transactions transactions;

    IdentityPolicies(GrantStore grants, ManagedPolicies policies, Transactions transactions) {
        this.grants = grants;
        this.policies = policies;
        this.transactions = transactions;
    }

    void put(Identity identity, InlinePolicy policy) {
        PolicyParser.parse(policy.document(), PolicyKind.IDENTITY);
        transactions.run(() -> {
            grants.putInline(identity.id(), policy);
            int characters = grants.inline(identity.id()).stream()
                    .mapToInt(each -> PolicySize.of(each.document()))
                    .sum();
            int max = PolicySize.inlineMax(identity.kind());
            if (characters > max) {
                throw Refusals.limit("Maximum policy size of %d bytes exceeded for %s %s"
                        .formatted(max, identity.kind().word(), identity.name()));
            }
        });
    }

    InlinePolicy require(Identity identity, String policyName) {
        return grants.findInline(identity.id(), policyName)
                .orElseThrow(() -> Refusals.inlineNotFound(identity.kind(), policyName));
    }

    Page<InlinePolicy> list(Identity identity, Page.Request wanted) {
        return Page.of(grants.inline(identity.id()).stream(), wanted, InlinePolicy::name);
    }

    void remove(Identity identity, String policyName) {
        transactions.run(() -> {
            if (!grants.removeInline(identity.id(), policyName)) {
                throw Refusals.inlineNotFound(identity.kind(), policyName);
            }
        });
    }

    void attach(Identity identity, String policyArn) {
        checkArn(policyArn);
        transactions.run(() -> {
            if (policies.find(policyArn).isEmpty()) {
                throw Refusals.notAttachable(policyArn);
            }
            grants.attach(identity.id(), policyArn);
            if (grants.attached(identity.id()).size() > ATTACHED_MAX) {
                throw Refusals.quota("PoliciesPer" + identity.kind().capitalized(), ATTACHED_MAX);
            }
        });
    }

    void detach(Identity identity, String policyArn) {
        checkArn(policyArn);
        transactions.run(() -> {
            if (!grants.detach(identity.id(), policyArn)) {
                throw Refusals.policyNotFound(policyArn);
            }
        });
    }

    /** The attached policies whose path begins with a prefix. */
    Page<ManagedPolicy> attached(Identity identity, String pathPrefix, Page.Request wanted) {
        List<ManagedPolicy> attached = grants.attached(identity.id()).stream()
                .map(policies::find)
                .flatMap(Optional::stream)
                .filter(policy -> policy.path().startsWith(pathPrefix))
                .toList();
        return Page.of(attached.stream(), wanted, ManagedPolicy::arn);
    }

    private static void checkArn(String policyArn) {
        if (!POLICY_ARN.matcher(policyArn).matches()) {
            throw Refusals.invalid("ARN %s is not valid.".formatted(policyArn));
        }
    }
}
