package dev.mastic.services.access;

import static dev.mastic.services.access.World.allow;
import static dev.mastic.services.access.World.policy;
import static dev.mastic.services.access.World.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;

class TestIamApi {
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

    private final World world = new World();
    private final Caller root = world.root();
    private final RoleApi roles = world.api(RoleApi.class);
    private final RolePolicyApi rolePolicies = world.api(RolePolicyApi.class);
    private final PolicyApi policies = world.api(PolicyApi.class);
    private final UserApi users = world.api(UserApi.class);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRoleIsAnsweredWithItsTrustPolicyEncoded() {
        Role made = roles.createRole(
                        root,
                        CreateRoleRequest.builder()
                                .roleName("etl")
                                .path("/service-role/")
                                .description("nightly")
                                .assumeRolePolicyDocument(World.GLUE_TRUST)
                                .tags(Tag.builder().key("team").value("data").build())
                                .build())
                .role();
        Role found = role("etl");

        assertThat(found).isEqualTo(made);
        assertThat(found.arn()).isEqualTo("arn:aws:iam::000000000000:role/service-role/etl");
        assertThat(found.roleId()).startsWith("AROA").hasSize(21);
        assertThat(found.maxSessionDuration()).isEqualTo(3600);
        assertThat(found.tags())
                .containsExactly(Tag.builder().key("team").value("data").build());
        assertThat(found.assumeRolePolicyDocument())
                .startsWith("%7B%22Version%22%3A%20%222012-10-17%22")
                .doesNotContain("+");
        assertThat(URLDecoder.decode(found.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(World.GLUE_TRUST);
    }

    @Test
    void aMissingRoleIsNoSuchEntity() {
        refusal(() -> role("nope"))
                .returns(ErrorCode.NO_SUCH_ENTITY, ServiceException::code)
                .returns("The role with name nope cannot be found.", ServiceException::message);
    }

    @Test
    void aRoleIsMadeOnce() {
        world.role("etl", World.GLUE_TRUST);

        refusal(() -> world.role("ETL", World.GLUE_TRUST))
                .returns(ErrorCode.IAM_ALREADY_EXISTS, ServiceException::code)
                .returns("Role with name ETL already exists.", ServiceException::message);
    }

    @Test
    void aRoleNeedsATrustPolicyThatIsOne() {
        refusal(() -> world.role("etl", "{"))
                .returns(ErrorCode.MALFORMED_POLICY_DOCUMENT, ServiceException::code)
                .returns("This policy contains invalid Json", ServiceException::message);
        world.role("etl", World.GLUE_TRUST);
        refusal(() -> roles.updateAssumeRolePolicy(
                        root,
                        UpdateAssumeRolePolicyRequest.builder()
                                .roleName("etl")
                                .policyDocument(policy(allow("*", "*")))
                                .build()))
                .returns(ErrorCode.MALFORMED_POLICY_DOCUMENT, ServiceException::code);
    }

    @Test
    void aRoleIsChanged() {
        world.role("etl", World.GLUE_TRUST);
        String trust = World.trust("{\"AWS\": \"*\"}");

        roles.updateRole(
                root,
                UpdateRoleRequest.builder()
                        .roleName("etl")
                        .description("new")
                        .maxSessionDuration(7200)
                        .build());
        roles.updateAssumeRolePolicy(
                root,
                UpdateAssumeRolePolicyRequest.builder()
                        .roleName("etl")
                        .policyDocument(trust)
                        .build());
        roles.putRolePermissionsBoundary(
                root,
                PutRolePermissionsBoundaryRequest.builder()
                        .roleName("etl")
                        .permissionsBoundary(READ_ONLY)
                        .build());

        Role changed = role("etl");
        assertThat(changed.description()).isEqualTo("new");
        assertThat(changed.maxSessionDuration()).isEqualTo(7200);
        assertThat(changed.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(READ_ONLY);
        assertThat(URLDecoder.decode(changed.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(trust);
    }

    @Test
    void aBoundaryMustBeThere() {
        world.role("etl", World.GLUE_TRUST);

        refusal(() -> roles.putRolePermissionsBoundary(
                        root,
                        PutRolePermissionsBoundaryRequest.builder()
                                .roleName("etl")
                                .permissionsBoundary(READ_ONLY + "x")
                                .build()))
                .returns(ErrorCode.NO_SUCH_ENTITY, ServiceException::code);
    }

    @Test
    void aRoleInUseIsNotDeleted() {
        world.role("etl", World.GLUE_TRUST);
        world.grant("etl", allow("*", "*"));
        attach("etl", READ_ONLY);

        refusal(() -> delete("etl"))
                .returns(ErrorCode.DELETE_CONFLICT, ServiceException::code)
                .returns("Cannot delete entity, must delete policies first.", ServiceException::message);
        rolePolicies.deleteRolePolicy(
                root,
                DeleteRolePolicyRequest.builder()
                        .roleName("etl")
                        .policyName("inline")
                        .build());
        refusal(() -> delete("etl"))
                .returns("Cannot delete entity, must detach all policies first.", ServiceException::message);
        rolePolicies.detachRolePolicy(
                root,
                DetachRolePolicyRequest.builder()
                        .roleName("etl")
                        .policyArn(READ_ONLY)
                        .build());

        delete("etl");
        refusal(() -> delete("etl")).returns(ErrorCode.NO_SUCH_ENTITY, ServiceException::code);
    }

    @Test
    void rolesAreListedInPages() {
        for (int i = 0; i < 7; i++) {
            world.role("role-" + i, World.GLUE_TRUST);
        }
        List<String> names = new ArrayList<>();
        String marker = null;
        int pages = 0;
        do {
            ListRolesResponse page = roles.listRoles(
                    root, ListRolesRequest.builder().marker(marker).maxItems(3).build());
            page.roles().forEach(role -> names.add(role.roleName()));
            assertThat(page.isTruncated()).isEqualTo(page.marker() != null);
            marker = page.marker();
            pages++;
        } while (marker != null);

        assertThat(names).containsExactly("role-0", "role-1", "role-2", "role-3", "role-4", "role-5", "role-6");
        assertThat(pages).isEqualTo(3);
        refusal(() -> roles.listRoles(
                        root, ListRolesRequest.builder().marker("?").build()))
                .returns(ErrorCode.IAM_VALIDATION, ServiceException::code);
    }

    @Test
    void tagsAreTakenOff() {
        roles.createRole(
                root,
                CreateRoleRequest.builder()
                        .roleName("etl")
                        .assumeRolePolicyDocument(World.GLUE_TRUST)
                        .tags(
                                Tag.builder().key("a").value("1").build(),
                                Tag.builder().key("b").value("2").build())
                        .build());
        roles.untagRole(
                root, UntagRoleRequest.builder().roleName("etl").tagKeys("a").build());

        assertThat(roles.listRoleTags(
                                root,
                                ListRoleTagsRequest.builder().roleName("etl").build())
                        .tags())
                .map(Tag::key)
                .containsExactly("b");
    }

    @Test
    void anInlinePolicyComesBackEncoded() {
        world.role("etl", World.GLUE_TRUST);
        String document = policy(allow("s3:*", "arn:aws:s3:::lake/~a b*"));
        rolePolicies.putRolePolicy(
                root,
                PutRolePolicyRequest.builder()
                        .roleName("etl")
                        .policyName("p")
                        .policyDocument(document)
                        .build());

        String found = rolePolicies
                .getRolePolicy(
                        root,
                        GetRolePolicyRequest.builder()
                                .roleName("etl")
                                .policyName("p")
                                .build())
                .policyDocument();
        assertThat(found).contains("~a%20b%2A");
        assertThat(URLDecoder.decode(found, StandardCharsets.UTF_8)).isEqualTo(document);
        refusal(() -> rolePolicies.getRolePolicy(
                        root,
                        GetRolePolicyRequest.builder()
                                .roleName("etl")
                                .policyName("q")
                                .build()))
                .returns("The role policy with name q cannot be found.", ServiceException::message);
    }

    @Test
    void inlinePoliciesAreBoundedTogether() {
        world.role("etl", World.GLUE_TRUST);

        refusal(() -> world.grant("etl", allow("s3:*", "arn:aws:s3:::" + "x".repeat(10_240))))
                .returns(ErrorCode.IAM_LIMIT_EXCEEDED, ServiceException::code)
                .returns("Maximum policy size of 10240 bytes exceeded for role etl", ServiceException::message);
        assertThat(world.module.roles().find(World.ACCOUNT, "etl")).isPresent();
    }

    @Test
    void anAttachedPolicyIsListed() {
        world.role("etl", World.GLUE_TRUST);
        attach("etl", READ_ONLY);
        attach("etl", READ_ONLY);

        assertThat(rolePolicies
                        .listAttachedRolePolicies(
                                root,
                                ListAttachedRolePoliciesRequest.builder()
                                        .roleName("etl")
                                        .build())
                        .attachedPolicies())
                .containsExactly(AttachedPolicy.builder()
                        .policyArn(READ_ONLY)
                        .policyName("AmazonS3ReadOnlyAccess")
                        .build());
        refusal(() -> attach("etl", READ_ONLY + "x"))
                .returns(
                        "Policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccessx does not exist or is not attachable.",
                        ServiceException::message);
        refusal(() -> attach("etl", "arn:aws:iam::aws:role/x"))
                .returns(ErrorCode.IAM_VALIDATION, ServiceException::code);
    }

    @Test
    void aPolicyHasVersionsOfWhichOneIsInForce() {
        Policy made = create("Read", allow("s3:GetObject", "*"));
        assertThat(made.arn()).isEqualTo("arn:aws:iam::000000000000:policy/Read");
        for (int i = 2; i <= 5; i++) {
            version(made.arn(), allow("s3:GetObject" + i, "*"));
        }

        refusal(() -> version(made.arn(), allow("*", "*")))
                .returns(ErrorCode.IAM_LIMIT_EXCEEDED, ServiceException::code);
        assertThat(found(made.arn()).defaultVersionId()).isEqualTo("v5");
        refusal(() -> deleteVersion(made.arn(), "v5"))
                .returns("Cannot delete the default version of a policy.", ServiceException::message);
        deleteVersion(made.arn(), "v2");
        assertThat(policies.listPolicyVersions(
                                root,
                                ListPolicyVersionsRequest.builder()
                                        .policyArn(made.arn())
                                        .build())
                        .versions())
                .map(software.amazon.awssdk.services.iam.model.PolicyVersion::versionId)
                .containsExactly("v5", "v4", "v3", "v1");
        assertThat(version(made.arn(), allow("s3:*", "*"))).isEqualTo("v6");
        assertThat(URLDecoder.decode(
                        policies.getPolicyVersion(
                                        root,
                                        GetPolicyVersionRequest.builder()
                                                .policyArn(made.arn())
                                                .versionId("v1")
                                                .build())
                                .policyVersion()
                                .document(),
                        StandardCharsets.UTF_8))
                .isEqualTo(policy(allow("s3:GetObject", "*")));
        refusal(() -> deleteVersion(made.arn(), "v99")).returns(ErrorCode.NO_SUCH_ENTITY, ServiceException::code);
    }

    @Test
    void aPolicyInUseIsNotDeleted() {
        world.role("etl", World.GLUE_TRUST);
        String arn = create("Read", allow("s3:GetObject", "*")).arn();
        attach("etl", arn);
        version(arn, allow("s3:*", "*"));

        refusal(() -> deletePolicy(arn))
                .returns(ErrorCode.DELETE_CONFLICT, ServiceException::code)
                .returns("Cannot delete a policy attached to entities.", ServiceException::message);
        assertThat(found(arn).attachmentCount()).isEqualTo(1);
        rolePolicies.detachRolePolicy(
                root,
                DetachRolePolicyRequest.builder().roleName("etl").policyArn(arn).build());
        refusal(() -> deletePolicy(arn)).returns(ErrorCode.DELETE_CONFLICT, ServiceException::code);
        deleteVersion(arn, "v1");
        deletePolicy(arn);
        refusal(() -> found(arn)).returns("Policy " + arn + " was not found.", ServiceException::message);
    }

    @Test
    void thePoliciesOfAwsAreNotOurs() {
        refusal(() -> deletePolicy(READ_ONLY)).returns(ErrorCode.ACCESS_DENIED, ServiceException::code);
        assertThat(found("arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole")
                        .path())
                .isEqualTo("/service-role/");
    }

    @Test
    void policiesAreListedByScopeInPages() {
        for (int i = 0; i < 4; i++) {
            create("p" + i, allow("s3:*", "*"));
        }
        assertThat(list(PolicyScopeType.LOCAL)).containsExactly("p0", "p1", "p2", "p3");
        assertThat(list(PolicyScopeType.AWS))
                .contains("AdministratorAccess", "AWSGlueServiceRole")
                .doesNotContain("p0");
        assertThat(list(PolicyScopeType.ALL))
                .hasSize(13)
                .endsWith("p0", "p1", "p2", "p3")
                .doesNotHaveDuplicates();
    }

    @Test
    void theHoldersOfAPolicyAreListed() {
        world.role("etl", World.GLUE_TRUST);
        world.user("ana", "");
        attach("etl", READ_ONLY);
        world.api(UserPolicyApi.class)
                .attachUserPolicy(
                        root,
                        software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest.builder()
                                .userName("ana")
                                .policyArn(READ_ONLY)
                                .build());

        var all = policies.listEntitiesForPolicy(
                root,
                ListEntitiesForPolicyRequest.builder().policyArn(READ_ONLY).build());
        assertThat(all.policyRoles()).map(PolicyRole::roleName).containsExactly("etl");
        assertThat(all.policyUsers()).hasSize(1);
        assertThat(policies.listEntitiesForPolicy(
                                root,
                                ListEntitiesForPolicyRequest.builder()
                                        .policyArn(READ_ONLY)
                                        .entityFilter(EntityType.ROLE)
                                        .build())
                        .policyUsers())
                .isEmpty();
    }

    @Test
    void aUserKnowsHimself() {
        Caller ana = world.user("ana", "");

        assertThat(users.getUser(ana, GetUserRequest.builder().build()).user().userName())
                .isEqualTo("ana");
        assertThat(users.getUser(root, GetUserRequest.builder().build()).user().arn())
                .isEqualTo("arn:aws:iam::000000000000:root");
    }

    @Test
    void aUserHasTwoKeysAtMostAndKeepsThemFromBeingDeleted() {
        world.user("ana", "");
        AccessKeyApi keys = world.api(AccessKeyApi.class);
        keys.createAccessKey(
                root, CreateAccessKeyRequest.builder().userName("ana").build());

        refusal(() -> keys.createAccessKey(
                        root, CreateAccessKeyRequest.builder().userName("ana").build()))
                .returns(ErrorCode.IAM_LIMIT_EXCEEDED, ServiceException::code)
                .returns("Cannot exceed quota for AccessKeysPerUser: 2", ServiceException::message);
        refusal(() -> users.deleteUser(
                        root, DeleteUserRequest.builder().userName("ana").build()))
                .returns("Cannot delete entity, must delete access keys first.", ServiceException::message);
    }

    @Test
    void whatIsMadeIsAskedAboutUnderItsWholeArn() {
        world.role("etl", World.GLUE_TRUST);
        users.createUser(
                root, CreateUserRequest.builder().userName("ana").path("/team/").build());

        assertThat(roles.arn(root, "role//a/b//new")).isEqualTo("arn:aws:iam::000000000000:role/a/b/new");
        assertThat(roles.arn(root, "role//new")).isEqualTo("arn:aws:iam::000000000000:role/new");
        assertThat(users.arn(root, "user/ana")).isEqualTo("arn:aws:iam::000000000000:user/team/ana");
        assertThat(users.arn(root, "user/")).isEqualTo("arn:aws:iam::000000000000:root");
        assertThat(users.arn(root, "*")).isEqualTo("*");
        assertThat(roles.conditions(PutRolePermissionsBoundaryRequest.builder()
                        .roleName("etl")
                        .permissionsBoundary(READ_ONLY)
                        .build()))
                .containsEntry("iam:PermissionsBoundary", List.of(READ_ONLY));
        assertThat(roles.conditions(CreateRoleRequest.builder()
                        .tags(Tag.builder().key("k").value("v").build())
                        .build()))
                .containsEntry("aws:TagKeys", List.of("k"))
                .containsEntry("aws:RequestTag/k", List.of("v"));
    }

    @Test
    void accountsAreApart() {
        world.role("etl", World.GLUE_TRUST);
        Caller other = world.caller(dev.mastic.aws.Principal.root("111111111111"));

        refusal(() -> roles.getRole(
                        other, GetRoleRequest.builder().roleName("etl").build()))
                .returns(ErrorCode.NO_SUCH_ENTITY, ServiceException::code);
    }

    private Role role(String name) {
        return roles.getRole(root, GetRoleRequest.builder().roleName(name).build())
                .role();
    }

    private void delete(String role) {
        roles.deleteRole(root, DeleteRoleRequest.builder().roleName(role).build());
    }

    private void attach(String role, String policyArn) {
        rolePolicies.attachRolePolicy(
                root,
                AttachRolePolicyRequest.builder()
                        .roleName(role)
                        .policyArn(policyArn)
                        .build());
    }

    private Policy create(String name, String statement) {
        return policies.createPolicy(
                        root,
                        CreatePolicyRequest.builder()
                                .policyName(name)
                                .policyDocument(policy(statement))
                                .build())
                .policy();
    }

    private Policy found(String arn) {
        return policies.getPolicy(
                        root, GetPolicyRequest.builder().policyArn(arn).build())
                .policy();
    }

    private String version(String arn, String statement) {
        return policies.createPolicyVersion(
                        root,
                        CreatePolicyVersionRequest.builder()
                                .policyArn(arn)
                                .policyDocument(policy(statement))
                                .setAsDefault(true)
                                .build())
                .policyVersion()
                .versionId();
    }

    private void deleteVersion(String arn, String id) {
        policies.deletePolicyVersion(
                root,
                DeletePolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId(id)
                        .build());
    }

    private void deletePolicy(String arn) {
        policies.deletePolicy(root, DeletePolicyRequest.builder().policyArn(arn).build());
    }

    private List<String> list(PolicyScopeType scope) {
        List<String> names = new ArrayList<>();
        String marker = null;
        do {
            ListPoliciesResponse page = policies.listPolicies(
                    root,
                    ListPoliciesRequest.builder()
                            .scope(scope)
                            .maxItems(3)
                            .marker(marker)
                            .build());
            page.policies().forEach(policy -> names.add(policy.policyName()));
            marker = page.marker();
        } while (marker != null);
        return names;
    }
}
