package dev.mastic.services.jobs;

import static dev.mastic.services.jobs.JobsFixture.ANA;
import static dev.mastic.services.jobs.TestJobs.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.ConfigurationObject;
import software.amazon.awssdk.services.glue.model.CreateUsageProfileRequest;
import software.amazon.awssdk.services.glue.model.DeleteUsageProfileRequest;
import software.amazon.awssdk.services.glue.model.GetJobRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunRequest;
import software.amazon.awssdk.services.glue.model.GetTagsRequest;
import software.amazon.awssdk.services.glue.model.GetUsageProfileRequest;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.ListUsageProfilesRequest;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;
import software.amazon.awssdk.services.glue.model.UpdateUsageProfileRequest;
import software.amazon.awssdk.services.glue.model.UsageProfileDefinition;

class TestUsageProfiles {
    private static final Map<String, ConfigurationObject> SMALL = Map.of(
            "numberOfWorkers", limit("2", "2", "4"),
            "timeout", limit("30", "1", "60"),
            "workerType", types("G.1X", "G.1X", "G.2X"));

    private final JobsFixture glue = new JobsFixture();

    @BeforeEach
    void assign() {
        create("small", SMALL);
        glue.profileOfCaller.put(ANA.principal().arn(), "small");
    }

    @AfterEach
    void close() {
        glue.close();
    }

    @Test
    void aProfileComesAndGoes() {
        assertThat(get("small").configuration().jobConfiguration()).isEqualTo(SMALL);
        assertThat(get("small").createdOn()).isEqualTo(glue.clock.instant());
        assertRefused(() -> create("small", SMALL), ErrorCode.ALREADY_EXISTS, "small already exists");
        assertThat(glue.tags
                        .getTags(
                                ANA,
                                GetTagsRequest.builder()
                                        .resourceArn("arn:aws:glue:us-east-1:000000000000:usageProfile/small")
                                        .build())
                        .tags())
                .isEqualTo(Map.of("team", "data"));
        Map<String, ConfigurationObject> other = Map.of("timeout", limit(null, null, "5"));
        glue.usageProfiles.updateUsageProfile(
                ANA,
                UpdateUsageProfileRequest.builder()
                        .name("small")
                        .configuration(configuration -> configuration.jobConfiguration(other))
                        .build());
        assertThat(get("small").configuration().jobConfiguration()).isEqualTo(other);
        create("big", SMALL);
        assertThat(list(1)).containsExactly("big");
        assertThat(list(9)).containsExactly("big", "small");
        delete("small");
        delete("small");
        assertRefused(() -> get("small"), ErrorCode.ENTITY_NOT_FOUND, "Usage profile small not found.");
    }

    @Test
    void itsDefaultsFillWhatAJobDoesNotSay() {
        glue.createJob("nightly");
        assertThat(job("nightly").workerTypeAsString()).isEqualTo("G.1X");
        assertThat(job("nightly").numberOfWorkers()).isEqualTo(2);
        assertThat(job("nightly").timeout()).isEqualTo(30);
        assertThat(job("nightly").profileName()).isEqualTo("small");
    }

    @Test
    void itsLimitsHoldForJobs() {
        refused(4, "G.8X", 10, "Worker type G.8X is not allowed by usage profile small. Allowed values: G.1X, G.2X");
        refused(5, "G.1X", 10, "Number of workers 5 is more than the maximum 4 allowed by usage profile small.");
        refused(4, "G.1X", 90, "Timeout 90 is more than the maximum 60 allowed by usage profile small.");
        glue.createJob("fits", job -> job.workerType("G.2X").numberOfWorkers(4).timeout(60));
    }

    @Test
    void itsLimitsHoldForWhoStartsARun() {
        glue.profileOfCaller.clear();
        glue.createJob("big", job -> job.workerType("G.1X").numberOfWorkers(9).timeout(10));
        glue.profileOfCaller.put(ANA.principal().arn(), "small");
        assertRefused(
                () -> glue.start("big"),
                ErrorCode.INVALID_INPUT,
                "Number of workers 9 is more than the maximum 4 allowed by usage profile small.");
        String id = glue.runs
                .startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName("big")
                                .workerType("G.1X")
                                .numberOfWorkers(3)
                                .build())
                .jobRunId();
        assertThat(glue.runs
                        .getJobRun(
                                ANA,
                                GetJobRunRequest.builder()
                                        .jobName("big")
                                        .runId(id)
                                        .build())
                        .jobRun()
                        .profileName())
                .isEqualTo("small");
    }

    @Test
    void theAuthorsProfileCountsWhereTheCallerHasNone() {
        glue.createJob("nightly");
        glue.profileOfCaller.clear();
        assertRefused(
                () -> glue.runs.startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName("nightly")
                                .timeout(61)
                                .build()),
                ErrorCode.INVALID_INPUT,
                "Timeout 61 is more than the maximum 60 allowed by usage profile small.");
    }

    @Test
    void aProfileThatIsGoneLetsNothingThrough() {
        delete("small");
        assertRefused(() -> glue.createJob("nightly"), ErrorCode.ENTITY_NOT_FOUND, "Usage profile small not found.");
    }

    @Test
    void aWrongProfileIsRefused() {
        wrong(Map.of(), "Configuration: empty");
        wrong(Map.of("cores", limit("1", null, null)), "JobConfiguration.cores (expected: one of");
        wrong(Map.of("timeout", limit("x", null, null)), "JobConfiguration.timeout: x (expected: a whole number)");
        wrong(Map.of("timeout", limit("9", "1", "5")), "expected: 1 <= MinValue <= DefaultValue <= MaxValue");
        wrong(Map.of("timeout", limit(null, "0", "5")), "expected: 1 <= MinValue");
        wrong(Map.of("workerType", types(null, "G.3X")), "JobConfiguration.workerType: G.3X");
        wrong(Map.of("workerType", types("G.4X", "G.1X")), "the default G.4X is not among the allowed values");
        wrong(Map.of("workerType", limit(null, "1", null)), "has no MinValue");
    }

    private void wrong(Map<String, ConfigurationObject> jobs, String message) {
        assertRefused(() -> create("wrong", jobs), ErrorCode.INVALID_INPUT, message);
    }

    private void refused(int workers, String type, int timeout, String message) {
        assertRefused(
                () -> glue.createJob(
                        "wrong",
                        job -> job.workerType(type).numberOfWorkers(workers).timeout(timeout)),
                ErrorCode.INVALID_INPUT,
                message);
    }

    private void create(String name, Map<String, ConfigurationObject> jobs) {
        glue.usageProfiles.createUsageProfile(
                ANA,
                CreateUsageProfileRequest.builder()
                        .name(name)
                        .configuration(configuration -> configuration.jobConfiguration(jobs))
                        .tags(Map.of("team", "data"))
                        .build());
    }

    private software.amazon.awssdk.services.glue.model.GetUsageProfileResponse get(String name) {
        return glue.usageProfiles.getUsageProfile(
                ANA, GetUsageProfileRequest.builder().name(name).build());
    }

    private void delete(String name) {
        glue.usageProfiles.deleteUsageProfile(
                ANA, DeleteUsageProfileRequest.builder().name(name).build());
    }

    private List<String> list(int max) {
        return glue
                .usageProfiles
                .listUsageProfiles(
                        ANA, ListUsageProfilesRequest.builder().maxResults(max).build())
                .profiles()
                .stream()
                .map(UsageProfileDefinition::name)
                .toList();
    }

    private Job job(String name) {
        return glue.jobs
                .getJob(ANA, GetJobRequest.builder().jobName(name).build())
                .job();
    }

    private static ConfigurationObject limit(@Nullable String usual, @Nullable String min, @Nullable String max) {
        return ConfigurationObject.builder()
                .defaultValue(usual)
                .minValue(min)
                .maxValue(max)
                .build();
    }

    private static ConfigurationObject types(@Nullable String usual, String... allowed) {
        return ConfigurationObject.builder()
                .defaultValue(usual)
                .allowedValues(allowed)
                .build();
    }
}
