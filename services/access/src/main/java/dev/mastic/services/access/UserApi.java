package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;
import software.amazon.awssdk.services.iam.model.User;

/** IAM: users themselves. Their policies are {@link UserPolicyApi}'s, their keys {@link AccessKeyApi}'s. */
public final class UserApi implements DescribesAccess {
    private final Identities identities;
    private final IamAccess access;

    UserApi(Identities identities, IamAccess access) {
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

    @OnResource("user/{Path}/{UserName}")
    public CreateUserResponse createUser(Caller caller, CreateUserRequest request) {
        Map<String, String> tags = IamShapes.tagMap(request.tags());
        Identity user = identities.create(
                caller.accountId(),
                new Identities.Draft(
                        IdentityKind.USER,
                        request.userName(),
                        request.path(),
                        request.permissionsBoundary(),
                        Optional.empty(),
                        tags));
        return CreateUserResponse.builder().user(IamShapes.user(user, tags)).build();
    }

    /** Without a name it is about the caller, who may be the account's root. */
    @OnResource("user/{UserName}")
    public GetUserResponse getUser(Caller caller, GetUserRequest request) {
        if (request.userName() == null && caller.principal().kind() == Principal.Kind.ROOT) {
            User root = User.builder()
                    .userId(caller.accountId())
                    .arn(caller.principal().arn())
                    .build();
            return GetUserResponse.builder().user(root).build();
        }
        Identity user = request.userName() == null
                ? CallingUser.require(identities, caller)
                : require(caller, request.userName());
        return GetUserResponse.builder()
                .user(IamShapes.user(user, identities.tags(user)))
                .build();
    }

    @OnResource("*")
    public ListUsersResponse listUsers(Caller caller, ListUsersRequest request) {
        Page<Identity> page = identities.list(
                caller.accountId(),
                IdentityKind.USER,
                request.pathPrefix(),
                Page.Request.of(request.marker(), request.maxItems()));
        return ListUsersResponse.builder()
                .users(page.items().stream().map(IamShapes::user).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("user/{UserName}")
    public UpdateUserResponse updateUser(Caller caller, UpdateUserRequest request) {
        identities.rename(require(caller, request.userName()), request.newUserName(), request.newPath());
        return UpdateUserResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public DeleteUserResponse deleteUser(Caller caller, DeleteUserRequest request) {
        identities.delete(require(caller, request.userName()));
        return DeleteUserResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public PutUserPermissionsBoundaryResponse putUserPermissionsBoundary(
            Caller caller, PutUserPermissionsBoundaryRequest request) {
        identities.bound(require(caller, request.userName()), Optional.of(request.permissionsBoundary()));
        return PutUserPermissionsBoundaryResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public DeleteUserPermissionsBoundaryResponse deleteUserPermissionsBoundary(
            Caller caller, DeleteUserPermissionsBoundaryRequest request) {
        identities.bound(require(caller, request.userName()), Optional.empty());
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public TagUserResponse tagUser(Caller caller, TagUserRequest request) {
        identities.tag(require(caller, request.userName()), IamShapes.tagMap(request.tags()));
        return TagUserResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public UntagUserResponse untagUser(Caller caller, UntagUserRequest request) {
        identities.untag(require(caller, request.userName()), new HashSet<>(request.tagKeys()));
        return UntagUserResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public ListUserTagsResponse listUserTags(Caller caller, ListUserTagsRequest request) {
        Page<Map.Entry<String, String>> page = Page.of(
                identities.tags(require(caller, request.userName())).entrySet().stream(),
                Page.Request.of(request.marker(), request.maxItems()),
                Map.Entry::getKey);
        return ListUserTagsResponse.builder()
                .tags(IamShapes.tags(page.items()))
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    private Identity require(Caller caller, String userName) {
        return identities.require(caller.accountId(), IdentityKind.USER, userName);
    }
}
