package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import dev.mastic.services.access.policy.PolicyKind;
import dev.mastic.services.access.policy.PolicyParser;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** IAM: roles themselves. Their policies are {@link RolePolicyApi}'s. */
public final class RoleApi implements DescribesAccess {
    private static final Duration SESSION_DEFAULT = Duration.ofHours(1);

    private final Identities identities;
    private final IamAccess access;

    RoleApi(Identities identities, IamAccess access) {
        this.identities = identities;
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

    @OnResource("role/{Path}/{RoleName}")
    public CreateRoleResponse createRole(Caller caller, CreateRoleRequest request) {
        checkTrust(request.assumeRolePolicyDocument());
        Map<String, String> tags = IamShapes.tagMap(request.tags());
        Identity role = identities.create(
                caller.accountId(),
                new Identities.Draft(
                        IdentityKind.ROLE,
                        request.roleName(),
                        request.path(),
                        request.permissionsBoundary(),
                        Optional.of(new RoleTerms(
                                request.assumeRolePolicyDocument(),
                                Optional.ofNullable(request.description()),
                                sessionMax(request.maxSessionDuration()).orElse(SESSION_DEFAULT))),
                        tags));
        return CreateRoleResponse.builder().role(IamShapes.role(role, tags)).build();
    }

    @OnResource("role/{RoleName}")
    public GetRoleResponse getRole(Caller caller, GetRoleRequest request) {
        Identity role = require(caller, request.roleName());
        return GetRoleResponse.builder()
                .role(IamShapes.role(role, identities.tags(role)))
                .build();
    }

    @OnResource("*")
    public ListRolesResponse listRoles(Caller caller, ListRolesRequest request) {
        Page<Identity> page = identities.list(
                caller.accountId(),
                IdentityKind.ROLE,
                request.pathPrefix(),
                Page.Request.of(request.marker(), request.maxItems()));
        return ListRolesResponse.builder()
                .roles(page.items().stream().map(IamShapes::role).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("role/{RoleName}")
    public UpdateRoleResponse updateRole(Caller caller, UpdateRoleRequest request) {
        Identity role = require(caller, request.roleName());
        RoleTerms terms = role.role();
        identities.changeTerms(
                role,
                new RoleTerms(
                        terms.trustPolicy(),
                        request.description() == null ? terms.description() : Optional.of(request.description()),
                        sessionMax(request.maxSessionDuration()).orElse(SESSION_DEFAULT)));
        return UpdateRoleResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public UpdateRoleDescriptionResponse updateRoleDescription(Caller caller, UpdateRoleDescriptionRequest request) {
        Identity role = require(caller, request.roleName());
        RoleTerms terms = role.role();
        identities.changeTerms(
                role, new RoleTerms(terms.trustPolicy(), Optional.of(request.description()), terms.sessionMax()));
        return UpdateRoleDescriptionResponse.builder()
                .role(IamShapes.role(require(caller, request.roleName())))
                .build();
    }

    @OnResource("role/{RoleName}")
    public UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(Caller caller, UpdateAssumeRolePolicyRequest request) {
        Identity role = require(caller, request.roleName());
        checkTrust(request.policyDocument());
        RoleTerms terms = role.role();
        identities.changeTerms(role, new RoleTerms(request.policyDocument(), terms.description(), terms.sessionMax()));
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public DeleteRoleResponse deleteRole(Caller caller, DeleteRoleRequest request) {
        identities.delete(require(caller, request.roleName()));
        return DeleteRoleResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
            Caller caller, PutRolePermissionsBoundaryRequest request) {
        identities.bound(require(caller, request.roleName()), Optional.of(request.permissionsBoundary()));
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
            Caller caller, DeleteRolePermissionsBoundaryRequest request) {
        identities.bound(require(caller, request.roleName()), Optional.empty());
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public TagRoleResponse tagRole(Caller caller, TagRoleRequest request) {
        identities.tag(require(caller, request.roleName()), IamShapes.tagMap(request.tags()));
        return TagRoleResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public UntagRoleResponse untagRole(Caller caller, UntagRoleRequest request) {
        identities.untag(require(caller, request.roleName()), new HashSet<>(request.tagKeys()));
        return UntagRoleResponse.builder().build();
    }

    @OnResource("role/{RoleName}")
    public ListRoleTagsResponse listRoleTags(Caller caller, ListRoleTagsRequest request) {
        Map<String, String> tags = identities.tags(require(caller, request.roleName()));
        Page<Map.Entry<String, String>> page = Page.of(
                tags.entrySet().stream(), Page.Request.of(request.marker(), request.maxItems()), Map.Entry::getKey);
        return ListRoleTagsResponse.builder()
                .tags(IamShapes.tags(page.items()))
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    /** No role has an instance profile, since none can be made: Mastic has no instances that could carry one. */
    @OnResource("role/{RoleName}")
    public ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(
            Caller caller, ListInstanceProfilesForRoleRequest request) {
        require(caller, request.roleName());
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(List.of())
                .isTruncated(false)
                .build();
    }

    private Identity require(Caller caller, String roleName) {
        return identities.require(caller.accountId(), IdentityKind.ROLE, roleName);
    }

    private static Optional<Duration> sessionMax(@Nullable Integer seconds) {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }

    private static void checkTrust(String document) {
        PolicyParser.parse(document, PolicyKind.TRUST);
        if (PolicySize.of(document) > PolicySize.TRUST_MAX) {
            throw Refusals.quota("ACLSizePerRole", PolicySize.TRUST_MAX);
        }
    }
}
