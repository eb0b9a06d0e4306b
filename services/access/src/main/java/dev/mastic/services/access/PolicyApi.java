package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** IAM: managed policies and their versions. */
public final class PolicyApi implements DescribesAccess {
    private final ManagedPolicies policies;
    private final IamAccess access;

    PolicyApi(ManagedPolicies policies, IamAccess access) {
        this.policies = policies;
        this.access = access;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return access.arn(caller, resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return access.conditions(request);
    }

    @OnResource("policy/{Path}/{PolicyName}")
    public CreatePolicyResponse createPolicy(Caller caller, CreatePolicyRequest request) {
        Map<String, String> tags = IamShapes.tagMap(request.tags());
        ManagedPolicy policy = policies.create(
                caller.accountId(),
                new ManagedPolicies.Draft(
                        request.policyName(), request.path(), request.description(), request.policyDocument(), tags));
        Policy.Builder shape = IamShapes.policy(policy, 0);
        return CreatePolicyResponse.builder()
                .policy(
                        tags.isEmpty()
                                ? shape.build()
                                : shape.tags(IamShapes.tags(tags)).build())
                .build();
    }

    @OnResource("{PolicyArn}")
    public GetPolicyResponse getPolicy(Caller caller, GetPolicyRequest request) {
        ManagedPolicy policy = policies.require(request.policyArn());
        return GetPolicyResponse.builder()
                .policy(shape(policy)
                        .description(policy.description().orElse(null))
                        .tags(IamShapes.tags(policies.tags(policy)))
                        .build())
                .build();
    }

    @OnResource("*")
    public ListPoliciesResponse listPolicies(Caller caller, ListPoliciesRequest request) {
        PolicyScopeType scope = request.scope() == null ? PolicyScopeType.ALL : request.scope();
        Page<ManagedPolicy> page = policies.list(
                caller.accountId(),
                new ManagedPolicies.Filter(
                        scope != PolicyScopeType.LOCAL,
                        scope != PolicyScopeType.AWS,
                        request.pathPrefix() == null ? "/" : request.pathPrefix(),
                        usage(request)),
                Page.Request.of(request.marker(), request.maxItems()));
        return ListPoliciesResponse.builder()
                .policies(page.items().stream()
                        .map(policy -> shape(policy).build())
                        .toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("{PolicyArn}")
    public DeletePolicyResponse deletePolicy(Caller caller, DeletePolicyRequest request) {
        policies.delete(own(caller, request.policyArn()));
        return DeletePolicyResponse.builder().build();
    }

    @OnResource("{PolicyArn}")
    public CreatePolicyVersionResponse createPolicyVersion(Caller caller, CreatePolicyVersionRequest request) {
        ManagedPolicy policy = own(caller, request.policyArn());
        PolicyVersion version = Boolean.TRUE.equals(request.setAsDefault())
                ? policies.addVersionInForce(policy, request.policyDocument())
                : policies.addVersion(policy, request.policyDocument());
        return CreatePolicyVersionResponse.builder()
                .policyVersion(IamShapes.version(policies.require(policy.arn()), version)
                        .build())
                .build();
    }

    @OnResource("{PolicyArn}")
    public GetPolicyVersionResponse getPolicyVersion(Caller caller, GetPolicyVersionRequest request) {
        ManagedPolicy policy = policies.require(request.policyArn());
        PolicyVersion version = policies.requireVersion(policy, request.versionId());
        return GetPolicyVersionResponse.builder()
                .policyVersion(IamShapes.version(policy, version)
                        .document(IamShapes.document(version.document()))
                        .build())
                .build();
    }

    @OnResource("{PolicyArn}")
    public ListPolicyVersionsResponse listPolicyVersions(Caller caller, ListPolicyVersionsRequest request) {
        ManagedPolicy policy = policies.require(request.policyArn());
        // Five at most: always one page, the newest first.
        return ListPolicyVersionsResponse.builder()
                .versions(policies.versions(policy).stream()
                        .map(version -> IamShapes.version(policy, version).build())
                        .toList())
                .isTruncated(false)
                .build();
    }

    @OnResource("{PolicyArn}")
    public SetDefaultPolicyVersionResponse setDefaultPolicyVersion(
            Caller caller, SetDefaultPolicyVersionRequest request) {
        policies.putInForce(own(caller, request.policyArn()), request.versionId());
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    @OnResource("{PolicyArn}")
    public DeletePolicyVersionResponse deletePolicyVersion(Caller caller, DeletePolicyVersionRequest request) {
        policies.deleteVersion(own(caller, request.policyArn()), request.versionId());
        return DeletePolicyVersionResponse.builder().build();
    }

    @OnResource("{PolicyArn}")
    public ListEntitiesForPolicyResponse listEntitiesForPolicy(Caller caller, ListEntitiesForPolicyRequest request) {
        ManagedPolicy policy = policies.require(request.policyArn());
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        Stream<Identity> holders = request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY
                ? policies.bounded(policy).stream()
                : policies.holders(policy).stream();
        Page<Identity> page = Page.of(
                holders.filter(holder -> holder.accountId().equals(caller.accountId()))
                        .filter(holder -> holder.path().startsWith(prefix))
                        .filter(holder -> isWanted(holder, request.entityFilter())),
                Page.Request.of(request.marker(), request.maxItems()),
                holder -> holder.kind().word() + '/' + holder.name());
        return ListEntitiesForPolicyResponse.builder()
                .policyUsers(of(page, IdentityKind.USER)
                        .map(user -> PolicyUser.builder()
                                .userName(user.name())
                                .userId(user.id())
                                .build())
                        .toList())
                .policyRoles(of(page, IdentityKind.ROLE)
                        .map(role -> PolicyRole.builder()
                                .roleName(role.name())
                                .roleId(role.id())
                                .build())
                        .toList())
                .policyGroups(of(page, IdentityKind.GROUP)
                        .map(group -> PolicyGroup.builder()
                                .groupName(group.name())
                                .groupId(group.id())
                                .build())
                        .toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    private Policy.Builder shape(ManagedPolicy policy) {
        return IamShapes.policy(policy, policies.holderCount(policy))
                .permissionsBoundaryUsageCount(policies.bounded(policy).size());
    }

    private Predicate<ManagedPolicy> usage(ListPoliciesRequest request) {
        boolean onlyAttached = Boolean.TRUE.equals(request.onlyAttached());
        if (request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY) {
            return policy -> !policies.bounded(policy).isEmpty();
        }
        return onlyAttached || request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_POLICY
                ? policy -> policies.holderCount(policy) > 0
                : policy -> true;
    }

    /** A policy that the caller's account may change: AWS's own are not. */
    private ManagedPolicy own(Caller caller, String arn) {
        ManagedPolicy policy = policies.require(arn);
        if (!policy.accountId().equals(caller.accountId())) {
            throw new ServiceException(
                    ErrorCode.ACCESS_DENIED,
                    "User: %s is not authorized to change the policy %s, which is not of the account %s",
                    caller.principal().arn(),
                    arn,
                    caller.accountId());
        }
        return policy;
    }

    private static Stream<Identity> of(Page<Identity> page, IdentityKind kind) {
        return page.items().stream().filter(holder -> holder.kind() == kind);
    }

    private static boolean isWanted(Identity holder, EntityType filter) {
        return filter == null
                || switch (filter) {
                    case USER -> holder.kind() == IdentityKind.USER;
                    case ROLE -> holder.kind() == IdentityKind.ROLE;
                    case GROUP -> holder.kind() == IdentityKind.GROUP;
                    case LOCAL_MANAGED_POLICY, AWS_MANAGED_POLICY, UNKNOWN_TO_SDK_VERSION -> false;
                };
    }
}
