package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** IAM: the policies of roles, those inside them and those attached. */
public final class RolePolicyApi implements DescribesAccess {
    private final Identities identities;
    private final IdentityPolicies policies;
    private final IamAccess access;

    RolePolicyApi(Identities identities, IdentityPolicies policies, IamAccess access) {
        this.identities = identities;
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

    @OnResource("role/{RoleName}")
    public PutRolePolicyResponse putRolePolicy(Caller caller, PutRolePolicyRequest request) {
        policies.put(
                require(caller, request.roleName()), new InlinePolicy(request.policyName(), request.policyDocument()));
        return PutRolePolicyResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public GetRolePolicyResponse getRolePolicy(Caller caller, GetRolePolicyRequest request) {
        InlinePolicy policy = policies.require(require(caller, request.roleName()), request.policyName());
        return GetRolePolicyResponse.builder()
                .roleName(request.roleName())
                .policyName(policy.name())
                .policyDocument(IamShapes.document(policy.document()))
                .build();
    }

    @OnResource("role/{RoleName}")
    public ListRolePoliciesResponse listRolePolicies(Caller caller, ListRolePoliciesRequest request) {
        Page<InlinePolicy> page = policies.list(
                require(caller, request.roleName()), Page.Request.of(request.marker(), request.maxItems()));
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items().stream().map(InlinePolicy::name).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("role/{RoleName}")
    public DeleteRolePolicyResponse deleteRolePolicy(Caller caller, DeleteRolePolicyRequest request) {
        policies.remove(require(caller, request.roleName()), request.policyName());
        return DeleteRolePolicyResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public AttachRolePolicyResponse attachRolePolicy(Caller caller, AttachRolePolicyRequest request) {
        policies.attach(require(caller, request.roleName()), request.policyArn());
        return AttachRolePolicyResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public DetachRolePolicyResponse detachRolePolicy(Caller caller, DetachRolePolicyRequest request) {
        policies.detach(require(caller, request.roleName()), request.policyArn());
        return DetachRolePolicyResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public ListAttachedRolePoliciesResponse listAttachedRolePolicies(
            Caller caller, ListAttachedRolePoliciesRequest request) {
        Page<ManagedPolicy> page = policies.attached(
                require(caller, request.roleName()),
                request.pathPrefix() == null ? "/" : request.pathPrefix(),
                Page.Request.of(request.marker(), request.maxItems()));
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items().stream().map(IamShapes::attached).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    private Identity require(Caller caller, String roleName) {
        return identities.require(caller.accountId(), IdentityKind.ROLE, roleName);
    }
}
