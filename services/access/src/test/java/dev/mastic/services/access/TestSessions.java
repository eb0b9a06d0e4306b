package dev.mastic.services.access;

import static dev.mastic.services.access.World.allow;
import static dev.mastic.services.access.World.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.Caller;
import dev.mastic.aws.Credential;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.Secret;
import dev.mastic.aws.ServiceException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.Tag;

class TestSessions {
    private static final String ROLE = "arn:aws:iam::000000000000:role/etl";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theRootKeyIsFoundAndAnotherTakesItsPlace() {
        assertThat(world.module.credentials().find(World.ROOT_KEY))
                .hasValueSatisfying(root -> assertThat(root.principal()).isEqualTo(Principal.root(World.ACCOUNT)));

        world.module.accounts().ensureRoot(World.ACCOUNT, "AKIAANOTHER", new Secret("s"));

        assertThat(world.module.credentials().find(World.ROOT_KEY)).isEmpty();
        assertThat(world.module.credentials().find("AKIAANOTHER")).isPresent();
    }

    @Test
    void theSameRootKeyMayHaveANewSecret() {
        world.module.accounts().ensureRoot(World.ACCOUNT, World.ROOT_KEY, new Secret("new"));

        assertThat(world.module.credentials().find(World.ROOT_KEY))
                .hasValueSatisfying(root -> assertThat(root.secretKey().value()).isEqualTo("new"));
    }

    @Test
    void aKeyThatIsOffOrGoneIsNotFound() {
        world.user("ana", "");
        AccessKeyApi keys = world.api(AccessKeyApi.class);
        String id = keys.createAccessKey(
                        world.root(),
                        software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest.builder()
                                .userName("ana")
                                .build())
                .accessKey()
                .accessKeyId();
        assertThat(world.module.credentials().find(id)).isPresent();

        keys.updateAccessKey(
                world.root(),
                UpdateAccessKeyRequest.builder()
                        .userName("ana")
                        .accessKeyId(id)
                        .status(StatusType.INACTIVE)
                        .build());
        assertThat(world.module.credentials().find(id)).isEmpty();

        keys.deleteAccessKey(
                world.root(),
                DeleteAccessKeyRequest.builder().userName("ana").accessKeyId(id).build());
        assertThat(world.module.credentials().find(id)).isEmpty();
    }

    @Test
    void aKeyFollowsItsUsersName() {
        Caller ana = world.user("ana", "");
        String id = world.api(AccessKeyApi.class)
                .createAccessKey(
                        ana,
                        software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest.builder()
                                .build())
                .accessKey()
                .accessKeyId();
        world.api(UserApi.class)
                .updateUser(
                        world.root(),
                        UpdateUserRequest.builder()
                                .userName("ana")
                                .newUserName("anna")
                                .newPath("/team/")
                                .build());

        assertThat(world.module.credentials().find(id).orElseThrow().principal().arn())
                .isEqualTo("arn:aws:iam::000000000000:user/team/anna");
    }

    @Test
    void anAssumedRoleIsACredentialThatOutlivesARestart() {
        world.role("etl", World.trust("{\"AWS\": \"000000000000\"}"));
        AssumeRoleResponse assumed = assume(AssumeRoleRequest.builder());

        assertThat(assumed.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::000000000000:assumed-role/etl/test-session");
        assertThat(assumed.assumedRoleUser().assumedRoleId()).startsWith("AROA").endsWith(":test-session");
        assertThat(assumed.credentials().expiration())
                .isEqualTo(world.clock.instant().plus(Duration.ofHours(1)));

        world.restart();
        Credential session = world.module
                .credentials()
                .find(assumed.credentials().accessKeyId())
                .orElseThrow();
        assertThat(session.secretKey().value()).isEqualTo(assumed.credentials().secretAccessKey());
        assertThat(session.sessionToken())
                .contains(new Secret(assumed.credentials().sessionToken()));
        assertThat(session.expiresAt()).contains(assumed.credentials().expiration());
        assertThat(session.principal().roleArn()).contains(ROLE);
        assertThat(world.api(StsApi.class)
                        .getCallerIdentity(
                                world.caller(session),
                                GetCallerIdentityRequest.builder().build())
                        .arn())
                .isEqualTo(assumed.assumedRoleUser().arn());
    }

    @Test
    void anEndedSessionIsRememberedForADay() {
        world.role("etl", World.trust("{\"AWS\": \"000000000000\"}"));
        String first = assume(AssumeRoleRequest.builder()).credentials().accessKeyId();

        world.clock.advance(Duration.ofHours(2));
        assume(AssumeRoleRequest.builder());
        world.restart();
        assertThat(world.module.credentials().find(first)).isPresent();

        world.clock.advance(Duration.ofHours(24));
        assume(AssumeRoleRequest.builder());
        world.restart();
        assertThat(world.module.credentials().find(first)).isEmpty();
    }

    @Test
    void aSessionIsNoLongerThanTheRoleAllows() {
        world.role("etl", World.trust("{\"AWS\": \"000000000000\"}"));

        refusal(() -> assume(AssumeRoleRequest.builder().durationSeconds(7200)))
                .returns(ErrorCode.IAM_VALIDATION, ServiceException::code)
                .returns(
                        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
                        ServiceException::message);
    }

    @Test
    void aChainOfRolesLastsAnHour() {
        world.api(RoleApi.class)
                .createRole(
                        world.root(),
                        CreateRoleRequest.builder()
                                .roleName("etl")
                                .assumeRolePolicyDocument(World.trust("{\"AWS\": \"000000000000\"}"))
                                .maxSessionDuration(43200)
                                .build());
        Caller session = world.caller(world.module
                .credentials()
                .find(assume(AssumeRoleRequest.builder().durationSeconds(43200))
                        .credentials()
                        .accessKeyId())
                .orElseThrow());

        refusal(() -> world.api(StsApi.class)
                        .assumeRole(
                                session,
                                AssumeRoleRequest.builder()
                                        .roleArn(ROLE)
                                        .roleSessionName("again")
                                        .durationSeconds(3601)
                                        .build()))
                .returns(ErrorCode.IAM_VALIDATION, ServiceException::code);
    }

    @Test
    void whatWouldNarrowASessionButIsNotThereIsRefused() {
        world.role("etl", World.trust("{\"AWS\": \"000000000000\"}"));

        refusal(() -> assume(AssumeRoleRequest.builder()
                        .tags(Tag.builder().key("k").value("v").build())))
                .returns(ErrorCode.NOT_IMPLEMENTED, ServiceException::code)
                .returns("AssumeRole: Tags is not supported.", ServiceException::message);
        refusal(() -> assume(AssumeRoleRequest.builder().policy("{}")))
                .returns(ErrorCode.MALFORMED_POLICY_DOCUMENT, ServiceException::code);
    }

    @Test
    void aSessionPolicyIsKeptWithTheSession() {
        world.role("etl", World.trust("{\"AWS\": \"000000000000\"}"));
        world.grant("etl", allow("*", "*"));
        AssumeRoleResponse assumed = assume(AssumeRoleRequest.builder().policy(World.policy(allow("glue:*", "*"))));
        world.restart();
        Caller session = world.caller(world.module
                .credentials()
                .find(assumed.credentials().accessKeyId())
                .orElseThrow());

        assertThat(assumed.packedPolicySize()).isPositive();
        assertThat(world.allows(session, "glue:GetJob", "*")).isTrue();
        assertThat(world.allows(session, "s3:GetObject", "arn:aws:s3:::lake/x")).isFalse();
    }

    @Test
    void aServiceTakesOnARoleThatTrustsIt() {
        world.role("etl", World.GLUE_TRUST);

        Credential session = world.module
                .roleSessions()
                .assumeAsService(
                        World.ACCOUNT,
                        ROLE,
                        "glue.amazonaws.com",
                        "jr_1",
                        Duration.ofHours(1),
                        Optional.empty(),
                        Optional.of("jr_1.1"));

        assertThat(session.principal().transaction()).contains("jr_1.1");
        assertThat(session.principal().arn()).isEqualTo("arn:aws:sts::000000000000:assumed-role/etl/jr_1");
        assertThat(world.module.credentials().find(session.accessKeyId())).contains(session);
    }

    @Test
    void aServiceIsToldWhyItMayNotTakeOnARole() {
        world.role("other", World.trust("{\"Service\": \"ec2.amazonaws.com\"}"));
        RoleSessions sessions = world.module.roleSessions();

        refusal(() -> sessions.checkTrust(World.ACCOUNT, "other", "glue.amazonaws.com"))
                .returns(
                        "Role arn:aws:iam::000000000000:role/other should be given assume role permissions for Glue"
                                + " Service.",
                        ServiceException::message);
        refusal(() -> sessions.checkTrust(World.ACCOUNT, "nope", "glue.amazonaws.com"))
                .returns("Role arn:aws:iam::000000000000:role/nope does not exist.", ServiceException::message);
        refusal(() -> sessions.checkTrust("111111111111", "other", "glue.amazonaws.com"))
                .satisfies(refused -> assertThat(refused.message()).endsWith("does not exist."));
    }

    @Test
    void aRoleIsFoundByNameByPathAndByArn() {
        world.api(RoleApi.class)
                .createRole(
                        world.root(),
                        CreateRoleRequest.builder()
                                .roleName("etl")
                                .path("/service-role/")
                                .assumeRolePolicyDocument(World.GLUE_TRUST)
                                .build());
        Roles roles = world.module.roles();
        String arn = "arn:aws:iam::000000000000:role/service-role/etl";

        assertThat(roles.find(World.ACCOUNT, "etl")).map(Roles.Role::arn).contains(arn);
        assertThat(roles.find(World.ACCOUNT, "service-role/etl")).isPresent();
        assertThat(roles.find(World.ACCOUNT, arn)).isPresent();
        assertThat(roles.find(World.ACCOUNT, "other/etl")).isEmpty();
        assertThat(roles.find(World.ACCOUNT, "arn:aws:iam::000000000000:role/etl"))
                .isEmpty();
        assertThat(roles.find(World.ACCOUNT, "arn:aws:iam::000000000000:user/etl"))
                .isEmpty();
        assertThat(roles.find("111111111111", arn)).isEmpty();
        assertThat(roles.arnOf(World.ACCOUNT, "etl")).isEqualTo(arn);
        assertThat(roles.arnOf(World.ACCOUNT, "nope")).isEqualTo("arn:aws:iam::000000000000:role/nope");
    }

    private AssumeRoleResponse assume(AssumeRoleRequest.Builder request) {
        return world.api(StsApi.class)
                .assumeRole(
                        world.root(),
                        request.roleArn(ROLE).roleSessionName("test-session").build());
    }
}
