package dev.mastic.services.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** IAM's records in the shapes of the wire. */
final class IamShapes {
    private IamShapes() {}

    static User user(Identity user) {
        return User.builder()
                .path(user.path())
                .userName(user.name())
                .userId(user.id())
                .arn(user.arn())
                .createDate(user.createdAt())
                .build();
    }

    /** A user with what only some answers show. */
    static User user(Identity user, Map<String, String> tags) {
        User.Builder shape = user(user).toBuilder();
        user.boundaryArn().ifPresent(arn -> shape.permissionsBoundary(boundary(arn)));
        return tags.isEmpty() ? shape.build() : shape.tags(tags(tags)).build();
    }

    static Group group(Identity group) {
        return Group.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn())
                .createDate(group.createdAt())
                .build();
    }

    static Role role(Identity role) {
        return Role.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .createDate(role.createdAt())
                .assumeRolePolicyDocument(document(role.role().trustPolicy()))
                .description(role.role().description().orElse(null))
                .maxSessionDuration((int) role.role().sessionMax().toSeconds())
                .build();
    }

    /** A role with what only some answers show. */
    static Role role(Identity role, Map<String, String> tags) {
        Role.Builder shape = role(role).toBuilder();
        role.boundaryArn().ifPresent(arn -> shape.permissionsBoundary(boundary(arn)));
        return tags.isEmpty() ? shape.build() : shape.tags(tags(tags)).build();
    }

    static AttachedPolicy attached(ManagedPolicy policy) {
        return AttachedPolicy.builder()
                .policyName(policy.name())
                .policyArn(policy.arn())
                .build();
    }

    static Policy.Builder policy(ManagedPolicy policy, int attachments) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId("v" + policy.defaultVersion())
                .attachmentCount(attachments)
                .isAttachable(true)
                .createDate(policy.createdAt())
                .updateDate(policy.updatedAt());
    }

    static software.amazon.awssdk.services.iam.model.PolicyVersion.Builder version(
            ManagedPolicy policy, PolicyVersion version) {
        return software.amazon.awssdk.services.iam.model.PolicyVersion.builder()
                .versionId(version.id())
                .isDefaultVersion(version.number() == policy.defaultVersion())
                .createDate(version.createdAt());
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags(tags.entrySet());
    }

    static List<Tag> tags(Collection<Map.Entry<String, String>> tags) {
        return tags.stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static Map<String, String> tagMap(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> second));
    }

    /** A policy document as IAM answers it: percent-encoded, as RFC 3986 has it. */
    static String document(String json) {
        return URLEncoder.encode(json, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static AttachedPermissionsBoundary boundary(String policyArn) {
        return AttachedPermissionsBoundary.builder()
                .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                .permissionsBoundaryArn(policyArn)
                .build();
    }
}
