package dev.mastic.services.access;

import static dev.mastic.services.access.World.allow;
import static dev.mastic.services.access.World.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.Access;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagUserRequest;

class TestAuthorization {
    private static final String JOB = "arn:aws:glue:us-east-1:000000000000:job/nightly";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void rootMayDoEverythingInItsAccountAndNothingElsewhere() {
        assertThat(world.allows(world.root(), "glue:CreateJob", JOB)).isTrue();
        assertThat(world.allows(world.root(), "iam:ListRoles", "*")).isTrue();
        assertThat(world.allows(world.root(), "glue:CreateJob", JOB.replace("000000000000", "111111111111")))
                .isFalse();
    }

    @Test
    void aDenialReadsAsOnAws() {
        Caller ana = world.user("ana", "");

        refusal(() -> world.module.authorizer().authorize(ana, new Access("glue:CreateJob", JOB)))
                .returns(ErrorCode.ACCESS_DENIED, ServiceException::code)
                .returns(
                        "User: arn:aws:iam::000000000000:user/ana is not authorized to perform: glue:CreateJob on"
                                + " resource: arn:aws:glue:us-east-1:000000000000:job/nightly because no identity-based"
                                + " policy allows the glue:CreateJob action",
                        ServiceException::message);
    }

    @Test
    void anExplicitDenialReadsAsOnAws() {
        Caller ana = world.user("ana", "{\"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\"}");

        refusal(() -> world.module.authorizer().authorize(ana, new Access("s3:GetObject", "arn:aws:s3:::lake/x")))
                .returns(
                        "User: arn:aws:iam::000000000000:user/ana is not authorized to perform: s3:GetObject on resource:"
                                + " \"arn:aws:s3:::lake/x\" with an explicit deny in an identity-based policy",
                        ServiceException::message);
    }

    @Test
    void whatIsGrantedCountsAtOnceAndSoDoesItsEnd() {
        world.role("etl", World.GLUE_TRUST);
        Caller session = session("etl", Optional.empty());
        assertThat(world.allows(session, "glue:GetJob", JOB)).isFalse();

        world.grant("etl", allow("glue:GetJob", "*"));
        assertThat(world.allows(session, "glue:GetJob", JOB)).isTrue();

        world.api(RolePolicyApi.class)
                .deleteRolePolicy(
                        world.root(),
                        DeleteRolePolicyRequest.builder()
                                .roleName("etl")
                                .policyName("inline")
                                .build());
        assertThat(world.allows(session, "glue:GetJob", JOB)).isFalse();
    }

    @Test
    void theSessionOfADeletedRoleMayNothingEvenWhenTheNameIsUsedAgain() {
        world.role("etl", World.GLUE_TRUST);
        Caller session = session("etl", Optional.empty());
        world.api(RoleApi.class)
                .deleteRole(
                        world.root(),
                        DeleteRoleRequest.builder().roleName("etl").build());
        world.role("etl", World.GLUE_TRUST);
        world.grant("etl", allow("*", "*"));

        assertThat(world.allows(session, "glue:GetJob", JOB)).isFalse();
        assertThat(world.allows(session("etl", Optional.empty()), "glue:GetJob", JOB))
                .isTrue();
    }

    @Test
    void aSessionPolicyNarrows() {
        world.role("etl", World.GLUE_TRUST);
        world.grant("etl", allow("glue:*", "*"));
        Caller narrowed = session("etl", Optional.of(World.policy(allow("glue:Get*", "*"))));

        assertThat(world.allows(narrowed, "glue:GetJob", JOB)).isTrue();
        refusal(() -> world.module.authorizer().authorize(narrowed, new Access("glue:DeleteJob", JOB)))
                .satisfies(refused -> assertThat(refused.message())
                        .startsWith("User: arn:aws:sts::000000000000:assumed-role/etl/run is not authorized")
                        .endsWith("because no session policy allows the glue:DeleteJob action"));
    }

    @Test
    void aGroupGrantsToItsMembers() {
        Caller ana = world.user("ana", "");
        GroupApi groups = world.api(GroupApi.class);
        groups.createGroup(
                world.root(), CreateGroupRequest.builder().groupName("data").build());
        world.api(GroupPolicyApi.class)
                .putGroupPolicy(
                        world.root(),
                        PutGroupPolicyRequest.builder()
                                .groupName("data")
                                .policyName("p")
                                .policyDocument(World.policy(allow("glue:GetJob", "*")))
                                .build());
        assertThat(world.allows(ana, "glue:GetJob", JOB)).isFalse();

        groups.addUserToGroup(
                world.root(),
                AddUserToGroupRequest.builder()
                        .groupName("data")
                        .userName("ana")
                        .build());
        assertThat(world.allows(ana, "glue:GetJob", JOB)).isTrue();
    }

    @Test
    void aBoundaryNarrows() {
        Caller ana = world.user("ana", allow("*", "*"));
        world.api(UserApi.class)
                .putUserPermissionsBoundary(
                        world.root(),
                        PutUserPermissionsBoundaryRequest.builder()
                                .userName("ana")
                                .permissionsBoundary("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
                                .build());

        assertThat(world.allows(ana, "s3:GetObject", "arn:aws:s3:::lake/x")).isTrue();
        refusal(() -> world.module.authorizer().authorize(ana, new Access("glue:GetJob", JOB)))
                .satisfies(refused -> assertThat(refused.message())
                        .endsWith("because no permissions boundary allows the glue:GetJob action"));
    }

    @Test
    void globalKeysAreKnown() {
        Caller ana = world.user("ana", "");
        world.api(UserApi.class)
                .tagUser(
                        world.root(),
                        TagUserRequest.builder()
                                .userName("ana")
                                .tags(Tag.builder().key("Team").value("data").build())
                                .build());

        assertKey(ana, "StringEquals", "aws:username", "ana");
        assertKey(ana, "StringEquals", "aws:PrincipalTag/team", "data");
        assertKey(ana, "StringEquals", "aws:PrincipalAccount", "000000000000");
        assertKey(ana, "StringEquals", "aws:PrincipalType", "User");
        assertKey(ana, "ArnEquals", "aws:PrincipalArn", "arn:aws:iam::*:user/ana");
        assertKey(ana, "StringEquals", "aws:RequestedRegion", "us-east-1");
        assertKey(ana, "StringEquals", "aws:userid", ana.principal().id());
        assertKey(ana, "IpAddress", "aws:SourceIp", "127.0.0.0/8");
        assertKey(ana, "Bool", "aws:SecureTransport", "false");
        assertKey(ana, "DateEquals", "aws:CurrentTime", "2026-01-01T12:00:00Z");
        assertKey(ana, "NumericEquals", "aws:EpochTime", "1767268800");
    }

    @Test
    void theTrustOfARoleDecidesWhoTakesItOn() {
        Caller ana = world.user("ana", allow("sts:AssumeRole", "*"));
        Caller bob = world.user("bob", "");
        world.role("named", World.trust("{\"AWS\": \"arn:aws:iam::000000000000:user/bob\"}"));
        world.role("delegated", World.trust("{\"AWS\": \"arn:aws:iam::000000000000:root\"}"));

        assertThat(world.allows(bob, "sts:AssumeRole", "arn:aws:iam::000000000000:role/named"))
                .isTrue();
        assertThat(world.allows(bob, "sts:AssumeRole", "arn:aws:iam::000000000000:role/delegated"))
                .isFalse();
        assertThat(world.allows(ana, "sts:AssumeRole", "arn:aws:iam::000000000000:role/delegated"))
                .isTrue();
        refusal(() -> world.module
                        .authorizer()
                        .authorize(ana, new Access("sts:AssumeRole", "arn:aws:iam::000000000000:role/named")))
                .satisfies(refused -> assertThat(refused.message())
                        .endsWith("because no role trust policy allows the sts:AssumeRole action"));
    }

    @Test
    void everybodyMayAskWhoHeIs() {
        Caller nobody = world.user("ana", "{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}");

        assertThat(world.allows(nobody, "sts:GetCallerIdentity", "*")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "AdministratorAccess, iam:CreateUser, *, true",
        "PowerUserAccess, glue:CreateJob, *, true",
        "PowerUserAccess, iam:CreateUser, *, false",
        "PowerUserAccess, iam:ListRoles, *, true",
        "IAMFullAccess, iam:CreateUser, *, true",
        "IAMFullAccess, glue:CreateJob, *, false",
        "AmazonS3FullAccess, s3:PutObject, arn:aws:s3:::lake/x, true",
        "AmazonS3ReadOnlyAccess, s3:GetObject, arn:aws:s3:::lake/x, true",
        "AmazonS3ReadOnlyAccess, s3:PutObject, arn:aws:s3:::lake/x, false",
        "CloudWatchLogsFullAccess, logs:PutLogEvents, arn:aws:logs:us-east-1:000000000000:log-group:g, true",
        "SecretsManagerReadWrite, secretsmanager:GetSecretValue, *, true",
        "AWSGlueConsoleFullAccess, glue:CreateJob, *, true",
        "service-role/AWSGlueServiceRole, glue:GetTable, *, true",
        "service-role/AWSGlueServiceRole, s3:GetObject, arn:aws:s3:::aws-glue-scripts/x, true",
        "service-role/AWSGlueServiceRole, s3:PutObject, arn:aws:s3:::lake/x, false",
        "service-role/AWSGlueServiceRole, logs:PutLogEvents,"
                + " arn:aws:logs:us-east-1:000000000000:log-group:/aws-glue/jobs/output:log-stream:jr_1, true"
    })
    void thePoliciesOfAwsGrantWhatTheySay(String policy, String action, String resource, boolean allowed) {
        world.role("etl", World.GLUE_TRUST);
        world.api(RolePolicyApi.class)
                .attachRolePolicy(
                        world.root(),
                        AttachRolePolicyRequest.builder()
                                .roleName("etl")
                                .policyArn("arn:aws:iam::aws:policy/" + policy)
                                .build());

        assertThat(world.allows(session("etl", Optional.empty()), action, resource))
                .isEqualTo(allowed);
    }

    @Test
    void passRoleIsAskedWithTheServiceItIsPassedTo() {
        Caller ana = world.user("ana", """
                {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::000000000000:role/etl",
                 "Condition": {"StringEquals": {"iam:PassedToService": "glue.amazonaws.com"}}}""");
        String role = "arn:aws:iam::000000000000:role/etl";

        assertThat(world.allows(
                        ana, "iam:PassRole", role, Map.of("iam:PassedToService", List.of("glue.amazonaws.com"))))
                .isTrue();
        assertThat(world.allows(ana, "iam:PassRole", role, Map.of("iam:PassedToService", List.of("ec2.amazonaws.com"))))
                .isFalse();
        assertThat(world.allows(ana, "iam:PassRole", role)).isFalse();
    }

    @Test
    void aDecisionCostsMicroseconds() {
        world.role("etl", World.GLUE_TRUST);
        for (String policy : List.of("AWSGlueConsoleFullAccess", "service-role/AWSGlueServiceRole")) {
            world.api(RolePolicyApi.class)
                    .attachRolePolicy(
                            world.root(),
                            AttachRolePolicyRequest.builder()
                                    .roleName("etl")
                                    .policyArn("arn:aws:iam::aws:policy/" + policy)
                                    .build());
        }
        Caller session = session("etl", Optional.empty());
        for (int i = 0; i < 5_000; i++) {
            world.allows(session, "glue:GetTable", JOB);
        }
        long begin = System.nanoTime();
        for (int i = 0; i < 5_000; i++) {
            world.allows(session, "glue:GetTable", JOB);
        }

        // A hundred times what it takes: only a lost cache shows.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    private void assertKey(Caller caller, String operator, String key, String value) {
        world.api(UserPolicyApi.class)
                .putUserPolicy(
                        world.root(),
                        software.amazon.awssdk.services.iam.model.PutUserPolicyRequest.builder()
                                .userName("ana")
                                .policyName("inline")
                                .policyDocument(World.policy(
                                        "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\":"
                                                + " {\"%s\": {\"%s\": \"%s\"}}}".formatted(operator, key, value)))
                                .build());
        assertThat(world.allows(caller, "glue:GetJob", JOB))
                .as("%s %s %s", operator, key, value)
                .isTrue();
    }

    private Caller session(String role, Optional<String> policy) {
        return world.caller(world.module
                .roleSessions()
                .assumeAsService(
                        World.ACCOUNT,
                        role,
                        "glue.amazonaws.com",
                        "run",
                        Duration.ofHours(1),
                        policy,
                        Optional.empty()));
    }

    @Test
    void theKindsOfPrincipalAreNamedAsInPolicies() {
        assertThat(new RequestKeys(world.root(), new Access("glue:GetJob", JOB), Grants.NONE, world.clock.instant())
                        .single("aws:principaltype"))
                .contains("Account");
        assertThat(world.root().principal().kind()).isEqualTo(Principal.Kind.ROOT);
    }
}
