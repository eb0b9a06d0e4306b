package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** IAM: the policies of users, those inside them and those attached. */
public final class UserPolicyApi implements DescribesAccess {
    private final Identities identities;
    private final IdentityPolicies policies;
    private final IamAccess access;

    UserPolicyApi(Identities identities, IdentityPolicies policies, IamAccess access) {
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

    @OnResource("user/{UserName}")
    public PutUserPolicyResponse putUserPolicy(Caller caller, PutUserPolicyRequest request) {
        policies.put(
                require(caller, request.userName()), new InlinePolicy(request.policyName(), request.policyDocument()));
        return PutUserPolicyResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public GetUserPolicyResponse getUserPolicy(Caller caller, GetUserPolicyRequest request) {
        InlinePolicy policy = policies.require(require(caller, request.userName()), request.policyName());
        return GetUserPolicyResponse.builder()
                .userName(request.userName())
                .policyName(policy.name())
                .policyDocument(IamShapes.document(policy.document()))
                .build();
    }

    @OnResource("user/{UserName}")
    public ListUserPoliciesResponse listUserPolicies(Caller caller, ListUserPoliciesRequest request) {
        Page<InlinePolicy> page = policies.list(
                require(caller, request.userName()), Page.Request.of(request.marker(), request.maxItems()));
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items().stream().map(InlinePolicy::name).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("user/{UserName}")
    public DeleteUserPolicyResponse deleteUserPolicy(Caller caller, DeleteUserPolicyRequest request) {
        policies.remove(require(caller, request.userName()), request.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public AttachUserPolicyResponse attachUserPolicy(Caller caller, AttachUserPolicyRequest request) {
        policies.attach(require(caller, request.userName()), request.policyArn());
        return AttachUserPolicyResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public DetachUserPolicyResponse detachUserPolicy(Caller caller, DetachUserPolicyRequest request) {
        policies.detach(require(caller, request.userName()), request.policyArn());
        return DetachUserPolicyResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public ListAttachedUserPoliciesResponse listAttachedUserPolicies(
            Caller caller, ListAttachedUserPoliciesRequest request) {
        Page<ManagedPolicy> page = policies.attached(
                require(caller, request.userName()),
                request.pathPrefix() == null ? "/" : request.pathPrefix(),
                Page.Request.of(request.marker(), request.maxItems()));
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items().stream().map(IamShapes::attached).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    private Identity require(Caller caller, String userName) {
        return identities.require(caller.accountId(), IdentityKind.USER, userName);
    }
}
