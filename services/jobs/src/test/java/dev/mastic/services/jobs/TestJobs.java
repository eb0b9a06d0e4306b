package dev.mastic.services.jobs;

import static dev.mastic.services.jobs.JobsFixture.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.Access;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glue.model.BatchGetJobsRequest;
import software.amazon.awssdk.services.glue.model.BatchGetJobsResponse;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.DeleteJobRequest;
import software.amazon.awssdk.services.glue.model.ExecutionClass;
import software.amazon.awssdk.services.glue.model.GetJobRequest;
import software.amazon.awssdk.services.glue.model.GetJobsRequest;
import software.amazon.awssdk.services.glue.model.GetJobsResponse;
import software.amazon.awssdk.services.glue.model.GetTagsRequest;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobMode;
import software.amazon.awssdk.services.glue.model.JobUpdate;
import software.amazon.awssdk.services.glue.model.ListJobsRequest;
import software.amazon.awssdk.services.glue.model.TagResourceRequest;
import software.amazon.awssdk.services.glue.model.UntagResourceRequest;
import software.amazon.awssdk.services.glue.model.UpdateJobRequest;

// AllocatedCapacity: AWS has deprecated it, and clients still send it.
@SuppressWarnings("deprecation")
class TestJobs {
    private static final String NIGHTLY_ARN = "arn:aws:glue:us-east-1:000000000000:job/nightly";

    private final JobsFixture glue = new JobsFixture();

    @AfterEach
    void close() {
        glue.close();
    }

    @Test
    void aJobIsReadBackWithItsDefaults() {
        glue.createJob("nightly");

        Job job = job("nightly");
        assertThat(job.role()).isEqualTo("etl");
        assertThat(job.glueVersion()).isEqualTo("6.0");
        assertThat(job.timeout()).isEqualTo(480);
        assertThat(job.maxRetries()).isZero();
        assertThat(job.maxCapacity()).isEqualTo(10.0);
        assertThat(job.getValueForField("AllocatedCapacity", Integer.class)).contains(10);
        assertThat(job.executionProperty().maxConcurrentRuns()).isEqualTo(1);
        assertThat(job.command().pythonVersion()).isEqualTo("3");
        assertThat(job.jobMode()).isEqualTo(JobMode.SCRIPT);
        assertThat(job.jobRunQueuingEnabled()).isFalse();
        assertThat(job.createdOn()).isEqualTo(glue.clock.instant());
        assertThat(job.workerType()).isNull();
    }

    @Test
    void anOlderGlueVersionHasTheOlderTimeout() {
        glue.createJob("old", request -> request.glueVersion("4.0"));
        assertThat(job("old").timeout()).isEqualTo(2_880);
    }

    @Test
    void workersSetTheCapacity() {
        glue.createJob("big", request -> request.workerType("G.2X").numberOfWorkers(5));
        assertThat(job("big").maxCapacity()).isEqualTo(10.0);
        assertThat(job("big").numberOfWorkers()).isEqualTo(5);
    }

    @Test
    void whatNothingInterpretsIsEchoed() {
        glue.createJob(
                "echo",
                request -> request.description("d")
                        .logUri("s3://logs")
                        .connections(connections -> connections.connections("pg"))
                        .sourceControlDetails(details -> details.repository("r").branch("main"))
                        .defaultArguments(Map.of("--x", ""))
                        .maintenanceWindow("Sun:10"));
        Job job = job("echo");
        assertThat(job.description()).isEqualTo("d");
        assertThat(job.logUri()).isEqualTo("s3://logs");
        assertThat(job.connections().connections()).containsExactly("pg");
        assertThat(job.sourceControlDetails().branch()).isEqualTo("main");
        assertThat(job.defaultArguments()).containsExactly(Map.entry("--x", ""));
        assertThat(job.maintenanceWindow()).isEqualTo("Sun:10");
    }

    @Test
    void creatingTheSameJobTwiceIsFineAndAnotherOfItsNameIsNot() {
        glue.createJob("nightly");
        glue.createJob("nightly");
        assertRefused(
                () -> glue.createJob("nightly", request -> request.maxRetries(1)),
                ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
                "already submitted with different configuration");
    }

    @Test
    void aMissingJobIsEntityNotFound() {
        assertRefused(() -> job("nope"), ErrorCode.ENTITY_NOT_FOUND, "Job with name: nope not found.");
    }

    @Test
    void anUpdateReplacesAllButTheGlueVersion() {
        glue.createJob(
                "nightly",
                request -> request.glueVersion("4.0").description("old").maxRetries(2));
        glue.clock.advance(Duration.ofMinutes(1));
        glue.jobs.updateJob(
                ANA,
                UpdateJobRequest.builder()
                        .jobName("nightly")
                        .jobUpdate(JobUpdate.builder()
                                .role("other")
                                .command(command -> command.name("glueetl").scriptLocation("s3://bucket/new.py"))
                                .build())
                        .build());
        Job job = job("nightly");
        assertThat(job.glueVersion()).isEqualTo("4.0");
        assertThat(job.description()).isNull();
        assertThat(job.maxRetries()).isZero();
        assertThat(job.role()).isEqualTo("other");
        assertThat(job.name()).isEqualTo("nightly");
        assertThat(job.lastModifiedOn()).isEqualTo(job.createdOn().plusSeconds(60));
    }

    @Test
    void deletingWhatIsNotThereSucceeds() {
        assertThat(delete("nope")).isEqualTo("nope");
        glue.createJob("nightly");
        delete("nightly");
        assertRefused(() -> job("nightly"), ErrorCode.ENTITY_NOT_FOUND, "not found");
    }

    @Test
    void whoNamesARoleMustBeAllowedToPassIt() {
        glue.denied.add("arn:aws:iam::000000000000:role/etl");
        assertRefused(() -> glue.createJob("nightly"), ErrorCode.ACCESS_DENIED, "iam:PassRole");
        assertThat(glue.asked)
                .containsExactly(new Access(
                        "iam:PassRole",
                        "arn:aws:iam::000000000000:role/etl",
                        Map.of("iam:PassedToService", List.of("glue.amazonaws.com"))));
    }

    @Test
    void wrongSettingsAreInvalidInput() {
        refused(request -> request.workerType("G.1X"), "Please set both Worker Type and Number of Workers.");
        refused(
                request -> request.workerType("G.1X").numberOfWorkers(2).maxCapacity(2.0),
                "Do not set Max Capacity if using Worker Type and Number of Workers.");
        refused(request -> request.maxCapacity(101.0), "MaxCapacity: 101.0");
        refused(
                request -> request.maxCapacity(2.0).allocatedCapacity(2),
                "Please set only Allocated Capacity or Max Capacity.");
        refused(
                request -> request.numberOfWorkers(2).allocatedCapacity(2),
                "Please set both Worker Type and Number of Workers.");
        refused(request -> request.workerType("G.3X").numberOfWorkers(2), "WorkerType: G.3X");
        refused(request -> request.workerType("G.1X").numberOfWorkers(1), "NumberOfWorkers: 1");
        refused(request -> request.maxCapacity(2.5), "MaxCapacity: 2.5");
        refused(request -> request.timeout(20_000), "Timeout: 20000");
        refused(request -> request.maxRetries(11), "MaxRetries: 11");
        refused(request -> request.jobRunQueuingEnabled(true).maxRetries(1), "cannot be used together");
        refused(request -> request.executionClass(ExecutionClass.FLEX), "ExecutionClass: FLEX");
        refused(request -> request.command(command -> command.name("gluetl")), "Command.Name: gluetl");
        refused(request -> request.command(command -> command.name("glueetl")), "Command.ScriptLocation");
    }

    @ParameterizedTest
    @CsvSource({
        "Standard, glueetl,       2.0, Worker type Standard is not supported for Glue Version 2.0",
        "G.4X,     glueetl,       2.0, Worker type G.4X is not supported for Glue Version 2.0",
        "G.12X,    glueetl,       3.0, Worker type G.12X is not supported for Glue Version 3.0",
        "R.1X,     gluestreaming, 3.0, Worker type R.1X is not supported for Glue Version 3.0",
        "G.025X,   gluestreaming, 2.0, Worker type G.025X is not supported for Glue Version 2.0",
        "G.025X,   glueetl,       4.0, Worker type G.025X is not supported for Job Command glueetl.",
        "Z.2X,     glueetl,       4.0, Worker type Z.2X is not supported for Job Command glueetl.",
        "G.1X,     glueray,       4.0, Worker type G.1X is not supported for Job Command glueray.",
        "G.1X,     pythonshell,   3.0, Worker Type is not supported for Job Command pythonshell."
    })
    void aWorkerTypeIsRefusedWhereGlueDoesNotHaveIt(String type, String command, String version, String message) {
        refused(
                request -> request.workerType(type)
                        .numberOfWorkers(2)
                        .glueVersion(version)
                        .command(words -> words.name(command).scriptLocation("s3://bucket/job.py")),
                message);
    }

    @ParameterizedTest
    @CsvSource({
        "Standard, glueetl,       1.0,  2",
        "G.025X,   gluestreaming, 3.0,  0.5",
        "G.4X,     glueetl,       3.0,  8",
        "G.8X,     glueetl,       6.0,  16",
        "G.16X,    glueetl,       4.0,  32",
        "R.8X,     gluestreaming, auto, 16",
        "Z.2X,     glueray,       4.0,  4"
    })
    void aWorkerTypeCountsForItsDpus(String type, String command, String version, double dpus) {
        glue.createJob(
                "sized",
                request -> request.workerType(type)
                        .numberOfWorkers(2)
                        .glueVersion(version)
                        .command(words -> words.name(command).scriptLocation("s3://bucket/job.py")));
        assertThat(job("sized").maxCapacity()).isEqualTo(dpus);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "glueetl,       4.0, 2880",
                "glueetl,       5.0, 480",
                "pythonshell,   3.9, 2880",
                "gluestreaming, 5.0, none"
            },
            nullValues = "none")
    void theTimeoutDependsOnCommandAndVersion(String command, String version, Integer minutes) {
        glue.createJob(
                "timed",
                request -> request.glueVersion(version)
                        .command(words -> words.name(command).scriptLocation("s3://bucket/job.py")));
        assertThat(job("timed").timeout()).isEqualTo(minutes);
    }

    @Test
    void jobsAreListedByPageInOrderOfName() {
        for (String name : List.of("c", "a", "e", "b", "d")) {
            glue.createJob(name);
        }
        List<String> seen = new ArrayList<>();
        GetJobsResponse page =
                glue.jobs.getJobs(ANA, GetJobsRequest.builder().maxResults(2).build());
        while (true) {
            page.jobs().forEach(job -> seen.add(job.name()));
            if (page.nextToken() == null) {
                break;
            }
            page = glue.jobs.getJobs(
                    ANA,
                    GetJobsRequest.builder()
                            .maxResults(2)
                            .nextToken(page.nextToken())
                            .build());
        }
        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void jobsAreFoundByTheirTags() {
        glue.createJob("tagged", request -> request.tags(Map.of("team", "data", "stage", "prod")));
        glue.createJob("half", request -> request.tags(Map.of("team", "data")));
        glue.createJob("plain");
        assertThat(glue.jobs.listJobs(ANA, ListJobsRequest.builder().build()).jobNames())
                .containsExactly("half", "plain", "tagged");
        assertThat(glue.jobs
                        .listJobs(
                                ANA,
                                ListJobsRequest.builder()
                                        .tags(Map.of("team", "data", "stage", "prod"))
                                        .build())
                        .jobNames())
                .containsExactly("tagged");
    }

    @Test
    void aBatchTellsWhichJobsAreMissing() {
        glue.createJob("a");
        BatchGetJobsResponse answer = glue.jobs.batchGetJobs(
                ANA, BatchGetJobsRequest.builder().jobNames("a", "x").build());
        assertThat(answer.jobs()).extracting(Job::name).containsExactly("a");
        assertThat(answer.jobsNotFound()).containsExactly("x");
    }

    @Test
    void tagsComeAndGo() {
        glue.createJob("nightly", request -> request.tags(Map.of("a", "1")));
        glue.tags.tagResource(
                ANA,
                TagResourceRequest.builder()
                        .resourceArn(NIGHTLY_ARN)
                        .tagsToAdd(Map.of("b", "2", "a", "3"))
                        .build());
        assertThat(tags()).containsOnly(Map.entry("a", "3"), Map.entry("b", "2"));
        glue.tags.untagResource(
                ANA,
                UntagResourceRequest.builder()
                        .resourceArn(NIGHTLY_ARN)
                        .tagsToRemove("a")
                        .build());
        assertThat(tags()).containsOnly(Map.entry("b", "2"));
        delete("nightly");
        assertRefused(this::tags, ErrorCode.ENTITY_NOT_FOUND, NIGHTLY_ARN);
        glue.createJob("nightly");
        assertThat(tags()).isEmpty();
    }

    private Map<String, String> tags() {
        return glue.tags
                .getTags(ANA, GetTagsRequest.builder().resourceArn(NIGHTLY_ARN).build())
                .tags();
    }

    private Job job(String name) {
        return glue.jobs
                .getJob(ANA, GetJobRequest.builder().jobName(name).build())
                .job();
    }

    private String delete(String name) {
        return glue.jobs
                .deleteJob(ANA, DeleteJobRequest.builder().jobName(name).build())
                .jobName();
    }

    private void refused(Consumer<CreateJobRequest.Builder> wrong, String message) {
        assertRefused(() -> glue.createJob("wrong", wrong), ErrorCode.INVALID_INPUT, message);
    }

    static void assertRefused(ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
