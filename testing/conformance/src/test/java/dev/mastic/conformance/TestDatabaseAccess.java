package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** What a job needs to get into a database: connections and secrets, over the wire and under IAM. */
class TestDatabaseAccess {
    private static final String GLUE = "arn:aws:glue:us-east-1:000000000000:";
    private static final String SECRETS = "arn:aws:secretsmanager:us-east-1:000000000000:secret:";
    private static final Map<String, String> JDBC =
            Map.of("JDBC_CONNECTION_URL", "jdbc:postgresql://db/sales", "USERNAME", "ana", "PASSWORD", "tiger");

    @Test
    void aSecretGoesOverTheWire() {
        try (SecretsManagerClient secrets = LocalServer.secrets(LocalServer.ROOT)) {
            String arn = secrets.createSecret(
                            r -> r.name("wire/db").secretString("{\"username\": \"ana\", \"password\": \"tiger\"}"))
                    .arn();
            assertThat(secrets.getSecretValue(r -> r.secretId("wire/db")).secretString())
                    .contains("tiger");
            assertThat(secrets.describeSecret(r -> r.secretId(arn)).createdDate())
                    .isNotNull();
            assertThat(secrets.listSecretsPaginator(r -> r.maxResults(1)).stream()
                            .flatMap(page -> page.secretList().stream())
                            .map(secret -> secret.arn()))
                    .contains(arn);
            assertThat(secrets.getResourcePolicy(r -> r.secretId(arn)).resourcePolicy())
                    .isNull();
            assertThatThrownBy(() -> secrets.createSecret(r -> r.name("wire/db").secretString("other")))
                    .isInstanceOf(ResourceExistsException.class);
            assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId("wire/nobody")))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Secrets Manager can't find the specified secret.");
        }
    }

    @Test
    void aPolicyThatNamesOneSecretOpensNoOther() {
        AwsCredentials reader =
                LocalServer.user("secret-reader", LocalServer.allow("secretsmanager:*", SECRETS + "open-??????"));
        try (SecretsManagerClient root = LocalServer.secrets(LocalServer.ROOT);
                SecretsManagerClient secrets = LocalServer.secrets(reader)) {
            String closed =
                    root.createSecret(r -> r.name("closed").secretString("x")).arn();
            secrets.createSecret(r -> r.name("open").secretString("y"));

            assertThat(secrets.getSecretValue(r -> r.secretId("open")).secretString())
                    .isEqualTo("y");
            assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId("closed")))
                    .isInstanceOfSatisfying(
                            SecretsManagerException.class,
                            refusal -> assertThat(refusal.awsErrorDetails().errorMessage())
                                    .contains(
                                            "is not authorized to perform: secretsmanager:GetSecretValue on resource: "
                                                    + closed));
            // Part of an ARN is no way around a policy.
            assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId(closed.substring(0, closed.length() - 7))))
                    .isInstanceOfSatisfying(
                            SecretsManagerException.class,
                            refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                    .isEqualTo("AccessDeniedException"));
        }
    }

    @Test
    void aRunNeedsAConnectionThatItsRoleMayRead() {
        String role = LocalServer.role("db-etl", LocalServer.trustOf("glue.amazonaws.com"));
        try (GlueClient glue = LocalServer.glue(LocalServer.ROOT);
                IamClient iam = LocalServer.iam(LocalServer.ROOT)) {
            glue.createJob(r -> r.name("db-job")
                    .role(role)
                    .command(c -> c.name("glueetl").scriptLocation("s3://nowhere/job.py"))
                    .connections(c -> c.connections("warehouse")));
            assertThatThrownBy(() -> glue.startJobRun(r -> r.jobName("db-job")))
                    .isInstanceOf(EntityNotFoundException.class)
                    .hasMessageContaining("Connection warehouse not found.");

            glue.createConnection(r -> r.connectionInput(
                            c -> c.name("warehouse").connectionType("JDBC").connectionPropertiesWithStrings(JDBC))
                    .tags(Map.of("team", "data")));
            assertThat(glue.getTags(r -> r.resourceArn(GLUE + "connection/warehouse"))
                            .tags())
                    .containsEntry("team", "data");
            assertThatThrownBy(() -> glue.startJobRun(r -> r.jobName("db-job")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("assumed-role/db-etl/GlueJobRunnerSession is not authorized to perform:"
                            + " glue:GetConnection on resource: " + GLUE + "connection/warehouse");

            iam.putRolePolicy(r -> r.roleName("db-etl")
                    .policyName("inline")
                    .policyDocument(LocalServer.allow("glue:GetConnection", GLUE + "connection/warehouse")));
            assertThat(glue.startJobRun(r -> r.jobName("db-job")).jobRunId()).startsWith("jr_");
        }
    }
}
