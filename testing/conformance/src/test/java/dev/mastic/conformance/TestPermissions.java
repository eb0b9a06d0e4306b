package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** Who may do what. */
class TestPermissions {
    private static final String GLUE = "arn:aws:glue:us-east-1:000000000000:";

    @Test
    void aDenialNamesPrincipalActionAndResource() {
        AwsCredentials nobody = LocalServer.user("nobody", "");
        try (GlueClient glue = LocalServer.glue(nobody)) {
            assertThatThrownBy(() -> glue.getJob(r -> r.jobName("nightly")))
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            refusal -> assertThat(refusal.awsErrorDetails().errorMessage())
                                    .isEqualTo(
                                            "User: arn:aws:iam::000000000000:user/nobody is not authorized to perform: "
                                                    + "glue:GetJob on resource: " + GLUE
                                                    + "job/nightly because no identity-based "
                                                    + "policy allows the glue:GetJob action"));
        }
    }

    @Test
    void aPolicyAllowsWhatItNamesAndNoMore() {
        AwsCredentials reader = LocalServer.user("reader", LocalServer.allow("glue:Get*", GLUE + "job/open-*"));
        try (GlueClient glue = LocalServer.glue(reader)) {
            assertThatThrownBy(() -> glue.getJob(r -> r.jobName("open-1")))
                    .isInstanceOf(software.amazon.awssdk.services.glue.model.EntityNotFoundException.class);
            assertThatThrownBy(() -> glue.getJob(r -> r.jobName("closed-1"))).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> glue.deleteJob(r -> r.jobName("open-1")))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void anExplicitDenyWinsAndSaysSo() {
        AwsCredentials torn = LocalServer.user("torn", """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "glue:*", "Resource": "*"},
                  {"Effect": "Deny", "Action": "glue:DeleteJob", "Resource": "*"}]}""");
        try (GlueClient glue = LocalServer.glue(torn)) {
            assertThatThrownBy(() -> glue.deleteJob(r -> r.jobName("x")))
                    .hasMessageContaining("with an explicit deny in an identity-based policy");
        }
    }

    @Test
    void theCatalogAsksForEveryLevel() {
        AwsCredentials tableOnly =
                LocalServer.user("table-only", LocalServer.allow("glue:GetTable", GLUE + "table/lake/*"));
        try (GlueClient glue = LocalServer.glue(tableOnly)) {
            assertThatThrownBy(() -> glue.getTable(r -> r.databaseName("lake").name("t")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(GLUE + "catalog");
        }
    }

    @Test
    void namingARoleNeedsPassRole() {
        LocalServer.role("passed", LocalServer.trustOf("glue.amazonaws.com"));
        AwsCredentials author = LocalServer.user("author", LocalServer.allow("glue:*", "*"));
        try (GlueClient glue = LocalServer.glue(author)) {
            assertThatThrownBy(() -> glue.createJob(r -> r.name("passing")
                            .role("passed")
                            .command(c -> c.name("glueetl").scriptLocation("s3://b/s.py"))))
                    .isInstanceOf(GlueException.class)
                    .hasMessageContaining("is not authorized to perform: iam:PassRole on resource: "
                            + "arn:aws:iam::000000000000:role/passed");
        }
        try (IamClient iam = LocalServer.iam(LocalServer.ROOT);
                GlueClient glue = LocalServer.glue(author)) {
            iam.putUserPolicy(r -> r.userName("author").policyName("pass").policyDocument("""
                            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:PassRole",
                              "Resource": "*", "Condition": {"StringEquals": {"iam:PassedToService": "glue.amazonaws.com"}}}]}"""));
            glue.createJob(r -> r.name("passing")
                    .role("passed")
                    .command(c -> c.name("glueetl").scriptLocation("s3://b/s.py")));
        }
    }

    @Test
    void aSessionPolicyNarrowsTheRole() {
        String trust = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Principal": {"AWS": "000000000000"}, "Action": "sts:AssumeRole"}]}""";
        LocalServer.role("wide", trust);
        try (IamClient iam = LocalServer.iam(LocalServer.ROOT);
                StsClient sts = LocalServer.sts(LocalServer.ROOT)) {
            iam.attachRolePolicy(r -> r.roleName("wide").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
            var narrow = sts.assumeRole(r -> r.roleArn("arn:aws:iam::000000000000:role/wide")
                            .roleSessionName("narrow")
                            .policy(LocalServer.allow("s3:ListAllMyBuckets", "*")))
                    .credentials();
            try (S3Client s3 = LocalServer.s3(LocalServer.session(narrow));
                    GlueClient glue = LocalServer.glue(LocalServer.session(narrow))) {
                assertThat(s3.listBuckets().hasBuckets()).isTrue();
                assertThatThrownBy(() -> glue.getJobs(r -> {}))
                        .hasMessageContaining("because no session policy allows the glue:GetJobs action");
            }
        }
    }

    @Test
    void aRoleIsAssumedOnlyByWhomItTrusts() {
        LocalServer.role("for-glue", LocalServer.trustOf("glue.amazonaws.com"));
        AwsCredentials stranger = LocalServer.user("stranger", LocalServer.allow("sts:AssumeRole", "*"));
        try (StsClient sts = LocalServer.sts(stranger)) {
            assertThatThrownBy(() -> sts.assumeRole(r ->
                            r.roleArn("arn:aws:iam::000000000000:role/for-glue").roleSessionName("me")))
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("is not authorized to perform: sts:AssumeRole on resource: "
                            + "arn:aws:iam::000000000000:role/for-glue");
        }
    }

    @Test
    void copyingNeedsBothEnds() {
        try (S3Client s3 = LocalServer.s3(LocalServer.ROOT)) {
            s3.createBucket(r -> r.bucket("copies"));
            s3.putObject(r -> r.bucket("copies").key("from"), RequestBody.fromString("data"));
        }
        AwsCredentials writer = LocalServer.user("writer", LocalServer.allow("s3:PutObject", "arn:aws:s3:::copies/*"));
        try (S3Client s3 = LocalServer.s3(writer)) {
            s3.putObject(r -> r.bucket("copies").key("mine"), RequestBody.fromString("data"));
            assertThatThrownBy(() -> s3.copyObject(r -> r.sourceBucket("copies")
                            .sourceKey("from")
                            .destinationBucket("copies")
                            .destinationKey("to")))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("s3:GetObject");
        }
    }

    @Test
    void aMissingKeyIsHiddenFromWhoMayNotList() {
        try (S3Client s3 = LocalServer.s3(LocalServer.ROOT)) {
            s3.createBucket(r -> r.bucket("hidden-keys"));
        }
        AwsCredentials getter =
                LocalServer.user("getter", LocalServer.allow("s3:GetObject", "arn:aws:s3:::hidden-keys/*"));
        try (S3Client s3 = LocalServer.s3(getter)) {
            assertThatThrownBy(() -> s3.getObject(r -> r.bucket("hidden-keys").key("none")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
        }
    }
}
