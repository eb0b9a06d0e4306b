package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;

/** IAM: groups and who is in them. Their policies are {@link GroupPolicyApi}'s. */
public final class GroupApi implements DescribesAccess {
    private final Identities identities;
    private final IamAccess access;

    GroupApi(Identities identities, IamAccess access) {
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

    @OnResource("group/{Path}/{GroupName}")
    public CreateGroupResponse createGroup(Caller caller, CreateGroupRequest request) {
        Identity group = identities.create(
                caller.accountId(),
                new Identities.Draft(
                        IdentityKind.GROUP, request.groupName(), request.path(), null, Optional.empty(), Map.of()));
        return CreateGroupResponse.builder().group(IamShapes.group(group)).build();
    }

    @OnResource("group/{GroupName}")
    public GetGroupResponse getGroup(Caller caller, GetGroupRequest request) {
        Identity group = require(caller, IdentityKind.GROUP, request.groupName());
        Page<Identity> page = Page.of(
                identities.membersOf(group).stream(),
                Page.Request.of(request.marker(), request.maxItems()),
                Identity::name);
        return GetGroupResponse.builder()
                .group(IamShapes.group(group))
                .users(page.items().stream().map(IamShapes::user).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("*")
    public ListGroupsResponse listGroups(Caller caller, ListGroupsRequest request) {
        Page<Identity> page = identities.list(
                caller.accountId(),
                IdentityKind.GROUP,
                request.pathPrefix(),
                Page.Request.of(request.marker(), request.maxItems()));
        return ListGroupsResponse.builder()
                .groups(page.items().stream().map(IamShapes::group).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("group/{GroupName}")
    public UpdateGroupResponse updateGroup(Caller caller, UpdateGroupRequest request) {
        identities.rename(
                require(caller, IdentityKind.GROUP, request.groupName()), request.newGroupName(), request.newPath());
        return UpdateGroupResponse.builder().build();
    }

    @OnResource("group/{GroupName}")
    public DeleteGroupResponse deleteGroup(Caller caller, DeleteGroupRequest request) {
        identities.delete(require(caller, IdentityKind.GROUP, request.groupName()));
        return DeleteGroupResponse.builder().build();
    }

    @OnResource("group/{GroupName}")
    public AddUserToGroupResponse addUserToGroup(Caller caller, AddUserToGroupRequest request) {
        identities.join(
                require(caller, IdentityKind.GROUP, request.groupName()),
                require(caller, IdentityKind.USER, request.userName()));
        return AddUserToGroupResponse.builder().build();
    }

    @OnResource("group/{GroupName}")
    public RemoveUserFromGroupResponse removeUserFromGroup(Caller caller, RemoveUserFromGroupRequest request) {
        identities.leave(
                require(caller, IdentityKind.GROUP, request.groupName()),
                require(caller, IdentityKind.USER, request.userName()));
        return RemoveUserFromGroupResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public ListGroupsForUserResponse listGroupsForUser(Caller caller, ListGroupsForUserRequest request) {
        Page<Identity> page = Page.of(
                identities.groupsOf(require(caller, IdentityKind.USER, request.userName())).stream(),
                Page.Request.of(request.marker(), request.maxItems()),
                Identity::name);
        return ListGroupsForUserResponse.builder()
                .groups(page.items().stream().map(IamShapes::group).toList())
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    private Identity require(Caller caller, IdentityKind kind, String name) {
        return identities.require(caller.accountId(), kind, name);
    }
}
