package dev.mastic.services.access;

import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes users, roles and groups. */
final class Identities {
    private static final int ID_CHARACTERS = 17;
    private static final int TAGS_MAX = 50;
    private static final int GROUPS_PER_USER_MAX = 10;

    private final IdentityStore store;
    private final GrantStore grants;
    private final CredentialStore credentials;
    private final ManagedPolicies policies;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    Identities(
            IdentityStore store,
            GrantStore grants,
            CredentialStore credentials,
            ManagedPolicies policies,
            Transactions transactions,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.grants = grants;
        this.credentials = credentials;
        this.policies = policies;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a new identity is to be. */
    record Draft(
            IdentityKind kind,
            String name,
            @Nullable String path,
            @Nullable String boundaryArn,
            Optional<RoleTerms> terms,
            Map<String, String> tags) {}

    Identity create(String accountId, Draft draft) {
        Identity identity = new Identity(
                draft.kind().idPrefix() + ids.upper(ID_CHARACTERS),
                accountId,
                draft.kind(),
                draft.name(),
                draft.path() == null ? "/" : draft.path(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                Optional.ofNullable(draft.boundaryArn()),
                draft.terms());
        return transactions.change(() -> {
            identity.boundaryArn().ifPresent(this::checkBoundary);
            if (!store.add(identity)) {
                throw Refusals.alreadyExists(identity.kind(), identity.name());
            }
            tag(identity, draft.tags());
            return identity;
        });
    }

    Identity require(String accountId, IdentityKind kind, String name) {
        return store.find(accountId, kind, name).orElseThrow(() -> Refusals.notFound(kind, name));
    }

    Optional<Identity> findById(String id) {
        return store.findById(id);
    }

    Page<Identity> list(String accountId, IdentityKind kind, @Nullable String pathPrefix, Page.Request wanted) {
        return Page.cut(
                store.list(accountId, kind, pathPrefix == null ? "/" : pathPrefix, wanted.after(), wanted.items() + 1),
                wanted,
                identity -> identity.name().toLowerCase(Locale.ROOT));
    }

    /** Gives an identity another name or path; null leaves either as it is. */
    void rename(Identity identity, @Nullable String name, @Nullable String path) {
        Identity renamed =
                identity.renamed(name == null ? identity.name() : name, path == null ? identity.path() : path);
        transactions.run(() -> {
            if (!store.replace(renamed)) {
                throw Refusals.alreadyExists(identity.kind(), renamed.name());
            }
        });
    }

    void changeTerms(Identity role, RoleTerms terms) {
        transactions.run(() -> store.replace(role.onTerms(terms)));
    }

    /** Sets the most that an identity may ever do; absent lifts the bound. */
    void bound(Identity identity, Optional<String> policyArn) {
        transactions.run(() -> {
            policyArn.ifPresent(this::checkBoundary);
            store.replace(identity.boundedBy(policyArn));
        });
    }

    void delete(Identity identity) {
        transactions.run(() -> {
            if (!grants.inline(identity.id()).isEmpty()) {
                throw Refusals.conflict("Cannot delete entity, must delete policies first.");
            }
            if (!grants.attached(identity.id()).isEmpty()) {
                throw Refusals.conflict("Cannot delete entity, must detach all policies first.");
            }
            if (!store.membersOf(identity.id()).isEmpty()) {
                throw Refusals.conflict("Cannot delete entity, must remove users from group first.");
            }
            if (!store.groupsOf(identity.id()).isEmpty()) {
                throw Refusals.conflict("Cannot delete entity, must remove user from group first.");
            }
            if (!credentials.keysOf(identity.id()).isEmpty()) {
                throw Refusals.conflict("Cannot delete entity, must delete access keys first.");
            }
            store.remove(identity.id());
        });
    }

    Map<String, String> tags(Identity identity) {
        return store.tags(identity.id());
    }

    void tag(Identity identity, Map<String, String> tags) {
        transactions.run(() -> {
            store.putTags(identity.id(), tags);
            if (store.tags(identity.id()).size() > TAGS_MAX) {
                throw Refusals.quota("TagsPer" + identity.kind().capitalized(), TAGS_MAX);
            }
        });
    }

    void untag(Identity identity, Set<String> keys) {
        transactions.run(() -> store.removeTags(identity.id(), keys));
    }

    void join(Identity group, Identity user) {
        transactions.run(() -> {
            store.addMember(group.id(), user.id());
            if (store.groupsOf(user.id()).size() > GROUPS_PER_USER_MAX) {
                throw Refusals.quota("GroupsPerUser", GROUPS_PER_USER_MAX);
            }
        });
    }

    void leave(Identity group, Identity user) {
        transactions.run(() -> {
            if (!store.removeMember(group.id(), user.id())) {
                throw Refusals.notFound(IdentityKind.USER, user.name());
            }
        });
    }

    List<Identity> groupsOf(Identity user) {
        return store.groupsOf(user.id());
    }

    List<Identity> membersOf(Identity group) {
        return store.membersOf(group.id());
    }

    private void checkBoundary(String policyArn) {
        if (policies.find(policyArn).isEmpty()) {
            throw Refusals.boundaryNotFound(policyArn);
        }
    }
}
