package dev.mastic.services.access;

import dev.mastic.services.access.policy.PolicyDocument;
import dev.mastic.services.access.policy.PolicyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what identities are granted, and remembers it until something changes. */
final class GrantBook {
    private final IdentityStore identities;
    private final GrantStore grants;
    private final ManagedPolicies policies;
    private final PolicyTexts texts;
    private final ChangeAwareCache<Grants> cache;

    GrantBook(
            IdentityStore identities,
            GrantStore grants,
            ManagedPolicies policies,
            PolicyTexts texts,
            Transactions transactions) {
        this.identities = identities;
        this.grants = grants;
        this.policies = policies;
        this.texts = texts;
        this.cache = new ChangeAwareCache<>(transactions);
    }

    /** What the identity with a unique id is granted; nothing when it is gone. */
    Grants of(String identityId) {
        return cache.find(identityId, id -> identities.findById(id).map(this::gather))
                .orElse(Grants.NONE);
    }

    private Grants gather(Identity identity) {
        List<PolicyDocument> gathered = new ArrayList<>(attachedTo(identity));
        if (identity.kind() == IdentityKind.USER) {
            identities.groupsOf(identity.id()).forEach(group -> gathered.addAll(attachedTo(group)));
        }
        // A boundary whose policy was deleted allows nothing.
        Optional<PolicyDocument> boundary = identity.boundaryArn()
                .map(arn -> policies.document(arn).map(this::parse).orElse(new PolicyDocument(List.of())));
        return new Grants(identity.name(), gathered, boundary, identities.tags(identity.id()));
    }

    private List<PolicyDocument> attachedTo(Identity identity) {
        List<PolicyDocument> documents = new ArrayList<>();
        for (InlinePolicy policy : grants.inline(identity.id())) {
            documents.add(parse(policy.document()));
        }
        for (String arn : grants.attached(identity.id())) {
            policies.document(arn).map(this::parse).ifPresent(documents::add);
        }
        return documents;
    }

    private PolicyDocument parse(String document) {
        return texts.parse(document, PolicyKind.IDENTITY);
    }
}
