package dev.mastic.services.access;

import dev.mastic.services.access.policy.PolicyKind;
import dev.mastic.services.access.policy.PolicyParser;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Managed policies: an account's own, and those that AWS keeps for everybody. */
final class ManagedPolicies {
    private static final int ID_CHARACTERS = 17;
    private static final int VERSIONS_MAX = 5;
    private static final int SCAN_ITEMS = 200;
    private static final Pattern VERSION_ID = Pattern.compile("v[1-9][0-9]{0,8}");
    private static final String OWN = "own/";
    private static final String AWS = "aws/";

    private final PolicyStore store;
    private final AwsManagedPolicies aws;
    private final GrantStore grants;
    private final IdentityStore tags;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    ManagedPolicies(
            PolicyStore store,
            AwsManagedPolicies aws,
            GrantStore grants,
            IdentityStore tags,
            Transactions transactions,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.aws = aws;
        this.grants = grants;
        this.tags = tags;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a new policy is to be. */
    record Draft(
            String name,
            @Nullable String path,
            @Nullable String description,
            String document,
            Map<String, String> tags) {}

    /** Which policies to list. */
    record Filter(boolean awsOwned, boolean accountOwned, String pathPrefix, Predicate<ManagedPolicy> also) {}

    ManagedPolicy create(String accountId, Draft draft) {
        check(draft.document());
        Instant now = now();
        ManagedPolicy policy = new ManagedPolicy(
                "ANPA" + ids.upper(ID_CHARACTERS),
                accountId,
                draft.name(),
                draft.path() == null ? "/" : draft.path(),
                Optional.ofNullable(draft.description()),
                1,
                1,
                now,
                now);
        return transactions.change(() -> {
            if (!store.add(policy)) {
                throw Refusals.policyAlreadyExists(draft.name());
            }
            store.addVersion(policy.id(), new PolicyVersion(1, draft.document(), now));
            tags.putTags(policy.id(), draft.tags());
            return policy;
        });
    }

    Optional<ManagedPolicy> find(String arn) {
        return aws.find(arn).map(AwsManagedPolicies.Entry::policy).or(() -> store.find(arn));
    }

    ManagedPolicy require(String arn) {
        return find(arn).orElseThrow(() -> Refusals.policyNotFound(arn));
    }

    /** The text in force. */
    Optional<String> document(String arn) {
        return find(arn)
                .flatMap(policy -> version(policy, policy.defaultVersion()))
                .map(PolicyVersion::document);
    }

    /** Those of AWS first, then the account's own, each in the order of their names. */
    Page<ManagedPolicy> list(String accountId, Filter filter, Page.Request wanted) {
        List<ManagedPolicy> found = new ArrayList<>();
        if (filter.awsOwned() && !wanted.after().startsWith(OWN)) {
            aws.all().stream()
                    .filter(policy -> policy.path().startsWith(filter.pathPrefix()))
                    .filter(filter.also())
                    .filter(policy -> key(policy).compareTo(wanted.after()) > 0)
                    .sorted(Comparator.comparing(ManagedPolicies::key))
                    .forEach(found::add);
        }
        if (filter.accountOwned()) {
            collectOwn(accountId, filter, wanted, found);
        }
        return Page.cut(found, wanted, ManagedPolicies::key);
    }

    /** Adds a version that is not in force yet. */
    PolicyVersion addVersion(ManagedPolicy policy, String document) {
        check(document);
        return transactions.change(() -> {
            ManagedPolicy current = require(policy.arn());
            if (store.versions(current.id()).size() >= VERSIONS_MAX) {
                throw Refusals.limit("A managed policy can have up to 5 versions. Before you create a new version, you"
                        + " must delete an existing version.");
            }
            ManagedPolicy next = current.withNextVersion(now());
            PolicyVersion version = new PolicyVersion(next.lastVersion(), document, next.updatedAt());
            store.addVersion(next.id(), version);
            store.replace(next);
            return version;
        });
    }

    PolicyVersion addVersionInForce(ManagedPolicy policy, String document) {
        return transactions.change(() -> {
            PolicyVersion version = addVersion(policy, document);
            putInForce(require(policy.arn()), version.id());
            return version;
        });
    }

    PolicyVersion requireVersion(ManagedPolicy policy, String versionId) {
        return Optional.of(versionId)
                .filter(id -> VERSION_ID.matcher(id).matches())
                .flatMap(id -> version(policy, Integer.parseInt(id.substring(1))))
                .orElseThrow(() -> Refusals.versionNotFound(policy.arn(), versionId));
    }

    List<PolicyVersion> versions(ManagedPolicy policy) {
        return aws.find(policy.arn())
                .map(entry -> List.of(entry.version()))
                .orElseGet(() -> store.versions(policy.id()));
    }

    void putInForce(ManagedPolicy policy, String versionId) {
        transactions.run(() ->
                store.replace(policy.inForce(requireVersion(policy, versionId).number())));
    }

    void deleteVersion(ManagedPolicy policy, String versionId) {
        transactions.run(() -> {
            PolicyVersion version = requireVersion(policy, versionId);
            if (version.number() == policy.defaultVersion()) {
                throw Refusals.conflict("Cannot delete the default version of a policy.");
            }
            store.removeVersion(policy.id(), version.number());
        });
    }

    void delete(ManagedPolicy policy) {
        transactions.run(() -> {
            if (grants.holderCount(policy.arn()) > 0
                    || !grants.bounded(policy.arn()).isEmpty()) {
                throw Refusals.conflict("Cannot delete a policy attached to entities.");
            }
            if (store.versions(policy.id()).size() > 1) {
                throw Refusals.conflict("This policy has more than one version. Before you delete a policy, you must"
                        + " delete the policy's versions. The default version is deleted with the policy.");
            }
            store.remove(policy.id());
        });
    }

    int holderCount(ManagedPolicy policy) {
        return grants.holderCount(policy.arn());
    }

    List<Identity> holders(ManagedPolicy policy) {
        return grants.holders(policy.arn());
    }

    List<Identity> bounded(ManagedPolicy policy) {
        return grants.bounded(policy.arn());
    }

    Map<String, String> tags(ManagedPolicy policy) {
        return tags.tags(policy.id());
    }

    private Optional<PolicyVersion> version(ManagedPolicy policy, int number) {
        return policy.accountId().equals(AwsManagedPolicies.ACCOUNT)
                ? aws.find(policy.arn())
                        .map(AwsManagedPolicies.Entry::version)
                        .filter(version -> version.number() == number)
                : store.findVersion(policy.id(), number);
    }

    private void collectOwn(String accountId, Filter filter, Page.Request wanted, List<ManagedPolicy> found) {
        String after = wanted.after().startsWith(OWN) ? wanted.after().substring(OWN.length()) : "";
        while (found.size() <= wanted.items()) {
            List<ManagedPolicy> some = store.list(accountId, filter.pathPrefix(), after, SCAN_ITEMS);
            some.stream().filter(filter.also()).forEach(found::add);
            if (some.size() < SCAN_ITEMS) {
                return;
            }
            after = nameKey(some.get(some.size() - 1));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void check(String document) {
        PolicyParser.parse(document, PolicyKind.IDENTITY);
        if (PolicySize.of(document) > PolicySize.MANAGED_MAX) {
            throw Refusals.quota("PolicySize", PolicySize.MANAGED_MAX);
        }
    }

    private static String key(ManagedPolicy policy) {
        return (policy.accountId().equals(AwsManagedPolicies.ACCOUNT) ? AWS : OWN) + nameKey(policy);
    }

    private static String nameKey(ManagedPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }
}
