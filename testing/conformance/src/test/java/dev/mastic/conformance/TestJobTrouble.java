package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunResponse;
import software.amazon.awssdk.services.glue.model.CodeGenConfigurationNode;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.JobMode;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What clients of AWS see when a job cannot be run as it was asked for. None of these runs gets as far as a driver. */
class TestJobTrouble {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BUCKET = "job-trouble";
    private static final String SCRIPT = "s3://" + BUCKET + "/job.py";

    private final GlueClient glue = LocalServer.glue(LocalServer.ROOT);
    private final IamClient iam = LocalServer.iam(LocalServer.ROOT);
    private final S3Client s3 = LocalServer.s3(LocalServer.ROOT);

    @AfterEach
    void close() {
        glue.close();
        iam.close();
        s3.close();
    }

    @Test
    void aRoleThatLostItsTrustFailsTheRun() {
        job("untrusted", "lost-trust");
        iam.updateAssumeRolePolicy(
                r -> r.roleName("lost-trust").policyDocument(LocalServer.trustOf("ec2.amazonaws.com")));
        assertThat(run("untrusted").errorMessage())
                .isEqualTo("Role arn:aws:iam::000000000000:role/lost-trust should be given assume role permissions for"
                        + " Glue Service.");
    }

    @Test
    void aScriptThatWasDeletedFailsTheRunAndAnEndedRunCannotBeStopped() {
        job("scriptless", "reads-scripts");
        s3.deleteObject(r -> r.bucket(BUCKET).key("job.py"));
        JobRun run = run("scriptless");
        assertThat(run.errorMessage()).contains(SCRIPT);

        BatchStopJobRunResponse stop =
                glue.batchStopJobRun(r -> r.jobName("scriptless").jobRunIds(run.id(), "jr_unknown"));
        assertThat(stop.successfulSubmissions()).isEmpty();
        assertThat(stop.errors())
                .extracting(error -> error.errorDetail().errorCode())
                .containsExactly("InvalidInputException", "EntityNotFoundException");
    }

    @Test
    void contradictionsAreRefusedInAwsWords() {
        LocalServer.role("contradictory", LocalServer.trustOf("glue.amazonaws.com"));
        assertThatThrownBy(() -> glue.createJob(asked("wrong", "contradictory")
                        .workerType("G.16X")
                        .numberOfWorkers(2)
                        .glueVersion("3.0")
                        .build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Worker type G.16X is not supported for Glue Version 3.0");
        assertThatThrownBy(() -> glue.createJob(asked("wrong", "contradictory")
                        .securityConfiguration("nowhere")
                        .build()))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void profilesAndSecurityConfigurationsAreThoseOfTheSdk() {
        glue.createUsageProfile(r -> r.name("p")
                .configuration(c -> c.jobConfiguration(java.util.Map.of(
                        "timeout",
                        software.amazon.awssdk.services.glue.model.ConfigurationObject.builder()
                                .maxValue("60")
                                .build()))));
        assertThat(glue.listUsageProfiles(r -> {}).profiles())
                .extracting(profile -> profile.name())
                .contains("p");
        assertThatThrownBy(() -> glue.createUsageProfile(r -> r.name("p")
                        .configuration(glue.getUsageProfile(g -> g.name("p")).configuration())))
                .isInstanceOf(AlreadyExistsException.class);
        glue.createSecurityConfiguration(r -> r.name("s")
                .encryptionConfiguration(
                        e -> e.cloudWatchEncryption(logs -> logs.cloudWatchEncryptionMode("DISABLED"))));
        assertThat(glue.getSecurityConfigurations(r -> {}).securityConfigurations())
                .extracting(configuration -> configuration.name())
                .contains("s");
    }

    @Test
    void aGraphIsWrittenWithThePermissionsOfItsAuthor() {
        bucket();
        LocalServer.role("graph-role", LocalServer.trustOf("glue.amazonaws.com"));
        var author = LocalServer.user("graph-author", """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["glue:*", "iam:PassRole"], "Resource": "*"}]}""");
        CreateJobRequest graph = asked("graph", "graph-role")
                .jobMode(JobMode.VISUAL)
                .command(c -> c.name("glueetl").scriptLocation("s3://" + BUCKET + "/graph.py"))
                .codeGenConfigurationNodes(java.util.Map.of(
                        "node-1",
                        CodeGenConfigurationNode.builder()
                                .s3ParquetSource(source -> source.name("In").paths("s3://" + BUCKET + "/in/"))
                                .build()))
                .build();
        try (GlueClient denied = LocalServer.glue(author)) {
            assertThatThrownBy(() -> denied.createJob(graph))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("s3:PutObject on resource: \"arn:aws:s3:::" + BUCKET + "/graph.py\"");
            assertThatThrownBy(() -> glue.getJob(r -> r.jobName("graph"))).isInstanceOf(EntityNotFoundException.class);
        }
        glue.createJob(graph);
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("graph.py")).asUtf8String())
                .contains("In_node1 = glueContext.create_dynamic_frame.from_options(");
    }

    private void job(String name, String role) {
        bucket();
        LocalServer.role(role, LocalServer.trustOf("glue.amazonaws.com"));
        iam.attachRolePolicy(r -> r.roleName(role).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        s3.putObject(r -> r.bucket(BUCKET).key("job.py"), RequestBody.fromString("print(1)"));
        glue.createJob(asked(name, role).build());
    }

    private void bucket() {
        if (s3.listBuckets().buckets().stream()
                .noneMatch(bucket -> bucket.name().equals(BUCKET))) {
            s3.createBucket(r -> r.bucket(BUCKET));
        }
    }

    private static CreateJobRequest.Builder asked(String name, String role) {
        return CreateJobRequest.builder()
                .name(name)
                .role(role)
                .command(c -> c.name("glueetl").scriptLocation(SCRIPT));
    }

    private JobRun run(String job) {
        String id = glue.startJobRun(r -> r.jobName(job)).jobRunId();
        Instant until = Instant.now().plus(PATIENCE);
        JobRun run = glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun();
        while (List.of(JobRunState.STARTING, JobRunState.RUNNING).contains(run.jobRunState())) {
            assertThat(Instant.now()).isBefore(until);
            run = glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun();
        }
        assertThat(run.jobRunState()).isEqualTo(JobRunState.FAILED);
        return run;
    }
}
