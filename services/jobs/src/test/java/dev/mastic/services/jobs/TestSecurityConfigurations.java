package dev.mastic.services.jobs;

import static dev.mastic.services.jobs.JobsFixture.ANA;
import static dev.mastic.services.jobs.TestJobs.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import dev.mastic.runs.Run;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.CreateSecurityConfigurationRequest;
import software.amazon.awssdk.services.glue.model.DeleteSecurityConfigurationRequest;
import software.amazon.awssdk.services.glue.model.EncryptionConfiguration;
import software.amazon.awssdk.services.glue.model.GetJobRunRequest;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationRequest;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationsRequest;
import software.amazon.awssdk.services.glue.model.S3Encryption;
import software.amazon.awssdk.services.glue.model.SecurityConfiguration;

class TestSecurityConfigurations {
    private static final String KEY = "arn:aws:kms:us-east-1:000000000000:key/1";

    private final JobsFixture glue = new JobsFixture();

    @AfterEach
    void close() {
        glue.close();
    }

    @Test
    void aConfigurationComesAndGoes() {
        create("sealed", TestSecurityConfigurations::sealsLogs);
        SecurityConfiguration read = get("sealed");
        assertThat(read.name()).isEqualTo("sealed");
        assertThat(read.createdTimeStamp()).isEqualTo(glue.clock.instant());
        assertThat(read.encryptionConfiguration().cloudWatchEncryption().kmsKeyArn())
                .isEqualTo(KEY);
        assertRefused(
                () -> create("sealed", TestSecurityConfigurations::sealsLogs),
                ErrorCode.ALREADY_EXISTS,
                "Security configuration sealed already exists.");
        create("another", TestSecurityConfigurations::sealsLogs);
        assertThat(glue.securityConfigurations
                        .getSecurityConfigurations(
                                ANA,
                                GetSecurityConfigurationsRequest.builder()
                                        .maxResults(1)
                                        .build())
                        .securityConfigurations())
                .extracting(SecurityConfiguration::name)
                .containsExactly("another");
        delete("sealed");
        assertRefused(() -> get("sealed"), ErrorCode.ENTITY_NOT_FOUND, "Security configuration sealed not found.");
        assertRefused(() -> delete("sealed"), ErrorCode.ENTITY_NOT_FOUND, "Security configuration sealed not found.");
    }

    @Test
    void encryptionByAKeyNeedsTheKey() {
        refused(encryption -> encryption.s3Encryption(s3("SSE-KMS")), "S3Encryption: KmsKeyArn");
        refused(
                encryption -> encryption.cloudWatchEncryption(logs -> logs.cloudWatchEncryptionMode("SSE-KMS")),
                "CloudWatchEncryption: KmsKeyArn");
        refused(
                encryption -> encryption.jobBookmarksEncryption(b -> b.jobBookmarksEncryptionMode("CSE-KMS")),
                "JobBookmarksEncryption: KmsKeyArn");
        refused(
                encryption -> encryption.jobBookmarksEncryption(b -> b.jobBookmarksEncryptionMode("ROT13")),
                "JobBookmarksEncryptionMode: ROT13");
    }

    @Test
    void aJobNamesOneThatIsThere() {
        assertRefused(
                () -> glue.createJob("nightly", job -> job.securityConfiguration("none")),
                ErrorCode.ENTITY_NOT_FOUND,
                "Security configuration none not found.");
        create("sealed", TestSecurityConfigurations::sealsLogs);
        glue.createJob("nightly", job -> job.securityConfiguration("sealed"));
        delete("sealed");
        assertRefused(
                () -> glue.start("nightly"), ErrorCode.ENTITY_NOT_FOUND, "Security configuration sealed not found.");
    }

    @Test
    void aRunLogsInAGroupOfItsRoleAndConfiguration() {
        create("sealed", TestSecurityConfigurations::sealsLogs);
        create(
                "open",
                encryption -> encryption.jobBookmarksEncryption(bookmarks ->
                        bookmarks.jobBookmarksEncryptionMode("CSE-KMS").kmsKeyArn(KEY)));
        glue.createJob("nightly", job -> job.securityConfiguration("sealed").role("team/etl"));
        glue.createJob("open", job -> job.securityConfiguration("open"));
        Run hidden = glue.runStore.find(glue.start("nightly")).orElseThrow();
        Run open = glue.runStore.find(glue.start("open")).orElseThrow();
        assertThat(hidden.settings().sealsLogs()).isTrue();
        assertThat(open.settings().sealsLogs()).isFalse();
        var shown = glue.runs
                .getJobRun(
                        ANA,
                        GetJobRunRequest.builder()
                                .jobName("nightly")
                                .runId(hidden.id())
                                .build())
                .jobRun();
        assertThat(shown.logGroupName()).isEqualTo("/aws-glue/jobs-etl-sealed");
        assertThat(shown.securityConfiguration()).isEqualTo("sealed");
    }

    @Test
    void whatIsNotEncryptedIsNotPromised() {
        create("s3", encryption -> encryption.s3Encryption(s3("SSE-S3")));
        glue.createJob("nightly", job -> job.securityConfiguration("s3"));
        assertRefused(() -> glue.start("nightly"), ErrorCode.NOT_IMPLEMENTED, "S3EncryptionMode SSE-S3 of security");
    }

    @Test
    void bookmarksAreSealedInTheDatabase() {
        glue.bookmarks.put(new Bookmark(
                JobsFixture.key("nightly"),
                1,
                1,
                0,
                Optional.of("jr_1"),
                Optional.empty(),
                Optional.of("{\"a\":1}"),
                1));
        assertThat(glue.bookmarks.find(JobsFixture.key("nightly")).flatMap(Bookmark::state))
                .contains("{\"a\":1}");
        assertThat(glue.database.<List<String>>read(handle -> handle.createQuery("SELECT bookmark FROM job_bookmark")
                        .mapTo(String.class)
                        .list()))
                .noneMatch(text -> text.contains("{"));
    }

    private static void sealsLogs(EncryptionConfiguration.Builder encryption) {
        encryption.cloudWatchEncryption(
                logs -> logs.cloudWatchEncryptionMode("SSE-KMS").kmsKeyArn(KEY));
    }

    private static S3Encryption s3(String mode) {
        return S3Encryption.builder().s3EncryptionMode(mode).build();
    }

    private void create(String name, Consumer<EncryptionConfiguration.Builder> encryption) {
        glue.securityConfigurations.createSecurityConfiguration(
                ANA,
                CreateSecurityConfigurationRequest.builder()
                        .name(name)
                        .encryptionConfiguration(encryption)
                        .build());
    }

    private void refused(Consumer<EncryptionConfiguration.Builder> wrong, String message) {
        assertRefused(() -> create("wrong", wrong), ErrorCode.INVALID_INPUT, message);
    }

    private SecurityConfiguration get(String name) {
        return glue.securityConfigurations
                .getSecurityConfiguration(
                        ANA,
                        GetSecurityConfigurationRequest.builder().name(name).build())
                .securityConfiguration();
    }

    private void delete(String name) {
        glue.securityConfigurations.deleteSecurityConfiguration(
                ANA, DeleteSecurityConfigurationRequest.builder().name(name).build());
    }
}
