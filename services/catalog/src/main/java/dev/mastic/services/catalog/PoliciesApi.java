package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.DeleteResourcePolicyResponse;
import software.amazon.awssdk.services.glue.model.ExistCondition;
import software.amazon.awssdk.services.glue.model.GetResourcePoliciesRequest;
import software.amazon.awssdk.services.glue.model.GetResourcePoliciesResponse;
import software.amazon.awssdk.services.glue.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.glue.model.GluePolicy;
import software.amazon.awssdk.services.glue.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.PutResourcePolicyResponse;

/** Glue's operations on the policy of an account's catalog. */
public final class PoliciesApi implements CatalogAccess {
    private static final int POLICY_CHARS_MAX = 10_240;

    private final Database database;
    private final CatalogPolicies policies;
    private final PolicyCheck check;
    private final Clock clock;

    PoliciesApi(Database database, CatalogPolicies policies, PolicyCheck check, Clock clock) {
        this.database = database;
        this.policies = policies;
        this.check = check;
        this.clock = clock;
    }

    @OnResource("catalog")
    public PutResourcePolicyResponse putResourcePolicy(Caller caller, PutResourcePolicyRequest request) {
        requireCatalog(caller, request.resourceArn());
        check(request.policyInJson());
        CatalogPolicy put = database.write(handle -> {
            Optional<CatalogPolicy> found = find(caller);
            requireExistence(found, request.policyExistsCondition());
            requireHash(found, request.policyHashCondition());
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            CatalogPolicy policy = new CatalogPolicy(
                    request.policyInJson(), found.map(CatalogPolicy::createdAt).orElse(now), now);
            policies.put(caller.accountId(), caller.region(), policy);
            return policy;
        });
        return PutResourcePolicyResponse.builder().policyHash(put.hash()).build();
    }

    @OnResource("catalog")
    public GetResourcePolicyResponse getResourcePolicy(Caller caller, GetResourcePolicyRequest request) {
        requireCatalog(caller, request.resourceArn());
        CatalogPolicy policy = find(caller).orElseThrow(PoliciesApi::notFound);
        return GetResourcePolicyResponse.builder()
                .policyInJson(policy.text())
                .policyHash(policy.hash())
                .createTime(policy.createdAt())
                .updateTime(policy.updatedAt())
                .build();
    }

    /** All policies there are: the catalog's. Those that AWS RAM would set on single resources do not exist here. */
    @OnResource("catalog")
    public GetResourcePoliciesResponse getResourcePolicies(Caller caller, GetResourcePoliciesRequest request) {
        List<GluePolicy> shapes = find(caller).stream()
                .map(policy -> GluePolicy.builder()
                        .policyInJson(policy.text())
                        .policyHash(policy.hash())
                        .createTime(policy.createdAt())
                        .updateTime(policy.updatedAt())
                        .build())
                .toList();
        return GetResourcePoliciesResponse.builder()
                .getResourcePoliciesResponseList(shapes)
                .build();
    }

    @OnResource("catalog")
    public DeleteResourcePolicyResponse deleteResourcePolicy(Caller caller, DeleteResourcePolicyRequest request) {
        requireCatalog(caller, request.resourceArn());
        database.update(handle -> {
            CatalogPolicy found = find(caller).orElseThrow(PoliciesApi::notFound);
            requireHash(Optional.of(found), request.policyHashCondition());
            policies.remove(caller.accountId(), caller.region());
        });
        return DeleteResourcePolicyResponse.builder().build();
    }

    private Optional<CatalogPolicy> find(Caller caller) {
        return policies.find(caller.accountId(), caller.region());
    }

    private void check(String policy) {
        if (policy.length() > POLICY_CHARS_MAX) {
            throw Refusals.invalid(
                    "The policy has " + policy.length() + " characters (expected: at most " + POLICY_CHARS_MAX + ").");
        }
        try {
            check.check(policy);
        } catch (ServiceException malformed) {
            throw Refusals.invalid(malformed.message());
        }
    }

    private void requireCatalog(Caller caller, @Nullable String arn) {
        if (arn != null && !arn.equals(arn(caller, "catalog"))) {
            throw Refusals.notImplemented("ResourceArn " + arn + " (a policy of anything but the catalog)");
        }
    }

    private static void requireExistence(Optional<CatalogPolicy> found, @Nullable ExistCondition condition) {
        if (condition == ExistCondition.MUST_EXIST && found.isEmpty()) {
            throw conditionFailed("MUST_EXIST, but there is no policy");
        }
        if (condition == ExistCondition.NOT_EXIST && found.isPresent()) {
            throw conditionFailed("NOT_EXIST, but there is a policy");
        }
    }

    private static void requireHash(Optional<CatalogPolicy> found, @Nullable String expected) {
        if (expected != null && !found.map(CatalogPolicy::hash).equals(Optional.of(expected))) {
            throw conditionFailed("PolicyHashCondition " + expected + " is not the hash of the current policy");
        }
    }

    private static ServiceException conditionFailed(String what) {
        return new ServiceException(ErrorCode.CONDITION_CHECK_FAILURE, "Policy condition check failed: %s.", what);
    }

    private static ServiceException notFound() {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Policy not found");
    }
}
