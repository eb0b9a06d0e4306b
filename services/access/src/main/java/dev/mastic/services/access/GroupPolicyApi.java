package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;

/** IAM: the policies of groups, those inside them and those attached. */
public final class GroupPolicyApi implements DescribesAccess {
    private final Identities identities;
    private final IdentityPolicies policies;
    private final IamAccess access;

    GroupPolicyApi(Identities identities, IdentityPolicies policies, IamAccess access) {
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

    @OnResource("group/{GroupName}")
    public PutGroupPolicyResponse putGroupPolicy(Caller caller, PutGroupPolicyRequest request) {
        policies.put(
                require(caller, request.groupName()), new InlinePolicy(request.policyName(), request.policyDocument()));
        return PutGroupPolicyResponse.builder().build();
    }

    @OnResource("group/{GroupName}")
    public GetGroupPolicyResponse getGroupPolicy(Caller caller, GetGroupPolicyRequest request) {
        InlinePolicy policy = policies.require(require(caller, request.groupName()), request.policyName());
        return GetGroupPolicyResponse.builder()
                .groupName(request.groupName())
                .policyName(policy.name())
                .policyDocument(IamShapes.document(policy.document()))
                .build();
    }

    @OnResource("group/{GroupName}")
    public ListGroupPoliciesResponse listGroupPolicies(Caller caller, ListGroupPoliciesRequest request) {
        Page<InlinePolicy> page = policies.list(
                require(caller, request.groupName()), Page.Request.of(request.marker(), request.maxItems()));
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items().stream().map(InlinePolicy::name).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("group/{GroupName}")
    public DeleteGroupPolicyResponse deleteGroupPolicy(Caller caller, DeleteGroupPolicyRequest request) {
        policies.remove(require(caller, request.groupName()), request.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }

    @OnResource("group/{GroupName}")
    public AttachGroupPolicyResponse attachGroupPolicy(Caller caller, AttachGroupPolicyRequest request) {
        policies.attach(require(caller, request.groupName()), request.policyArn());
        return AttachGroupPolicyResponse.builder().build();
    }

    @OnResource("group/{GroupName}")
    public DetachGroupPolicyResponse detachGroupPolicy(Caller caller, DetachGroupPolicyRequest request) {
        policies.detach(require(caller, request.groupName()), request.policyArn());
        return DetachGroupPolicyResponse.builder().build();
    }

    @OnResource("group/{GroupName}")
    public ListAttachedGroupPoliciesResponse listAttachedGroupPolicies(
            Caller caller, ListAttachedGroupPoliciesRequest request) {
        Page<ManagedPolicy> page = policies.attached(
                require(caller, request.groupName()),
                request.pathPrefix() == null ? "/" : request.pathPrefix(),
                Page.Request.of(request.marker(), request.maxItems()));
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(page.items().stream().map(IamShapes::attached).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    private Identity require(Caller caller, String groupName) {
        return identities.require(caller.accountId(), IdentityKind.GROUP, groupName);
    }
}
