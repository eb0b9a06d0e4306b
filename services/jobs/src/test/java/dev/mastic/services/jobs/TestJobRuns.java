package dev.mastic.services.jobs;

import static dev.mastic.services.jobs.JobsFixture.ANA;
import static dev.mastic.services.jobs.TestJobs.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunRequest;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunResponse;
import software.amazon.awssdk.services.glue.model.ExecutionClass;
import software.amazon.awssdk.services.glue.model.GetJobBookmarkRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunsRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunsResponse;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.glue.model.ResetJobBookmarkRequest;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;
import software.amazon.awssdk.services.glue.model.UpdateJobRequest;

class TestJobRuns {
    private final JobsFixture glue = new JobsFixture();

    @AfterEach
    void close() {
        glue.close();
    }

    @Test
    void aRunNeedsTheConnectionsOfItsJob() {
        glue.createJob("nightly", job -> job.connections(list -> list.connections("warehouse")));

        assertRefused(
                () -> glue.start("nightly"), ErrorCode.ENTITY_NOT_FOUND, "one of [warehouse] is not there for etl");

        glue.createJob("two", job -> job.connections(list -> list.connections("warehouse, crm")));
        assertRefused(
                () -> glue.start("two"), ErrorCode.ENTITY_NOT_FOUND, "one of [warehouse, crm] is not there for etl");

        glue.connections.add("warehouse");
        assertThat(glue.start("nightly")).startsWith("jr_");
    }

    @Test
    void aRunStartsWithTheJobsSettings() {
        glue.createJob(
                "nightly",
                request -> request.workerType("G.1X")
                        .numberOfWorkers(4)
                        .glueVersion("5.0")
                        .defaultArguments(Map.of("--a", "1")));
        String id = glue.start("nightly");

        JobRun run = run(id);
        assertThat(id).matches("jr_[0-9a-f]{64}");
        assertThat(run.jobRunState()).isEqualTo(JobRunState.STARTING);
        assertThat(run.attempt()).isZero();
        assertThat(run.hasArguments())
                .as("only the run's own arguments are echoed")
                .isFalse();
        assertThat(run.predecessorRuns()).isEmpty();
        assertThat(run.hasPredecessorRuns()).isTrue();
        assertThat(run.maxCapacity()).isEqualTo(4.0);
        assertThat(run.getValueForField("AllocatedCapacity", Integer.class)).contains(4);
        assertThat(run.workerTypeAsString()).isEqualTo("G.1X");
        assertThat(run.timeout()).isEqualTo(480);
        assertThat(run.executionTime()).isZero();
        assertThat(run.logGroupName()).isEqualTo("/aws-glue/jobs");
        assertThat(run.executionClass()).isEqualTo(ExecutionClass.STANDARD);
        assertThat(run.dpuSeconds()).isNull();
        assertThat(run.completedOn()).isNull();
        assertThat(run.startedOn()).isEqualTo(glue.clock.instant());
    }

    @Test
    void theRequestsSettingsComeBeforeTheJobs() {
        glue.createJob("nightly");
        String id = glue.runs
                .startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName("nightly")
                                .arguments(Map.of("--year", "2021"))
                                .timeout(5)
                                .workerType("G.2X")
                                .numberOfWorkers(3)
                                .executionClass(ExecutionClass.FLEX)
                                .build())
                .jobRunId();
        JobRun run = run(id);
        assertThat(run.arguments()).containsExactly(Map.entry("--year", "2021"));
        assertThat(run.timeout()).isEqualTo(5);
        assertThat(run.maxCapacity()).isEqualTo(6.0);
        assertThat(run.dpuSeconds()).as("FLEX runs are metered").isZero();
    }

    @Test
    void aRunKeepsTheSettingsItStartedWith() {
        glue.createJob("nightly");
        String id = glue.start("nightly");
        glue.jobs.updateJob(
                ANA,
                UpdateJobRequest.builder()
                        .jobName("nightly")
                        .jobUpdate(update -> update.maxCapacity(20.0).timeout(9))
                        .build());
        assertThat(run(id).maxCapacity()).isEqualTo(10.0);
        assertThat(run(id).timeout()).isEqualTo(480);
    }

    @Test
    void aMissingJobCannotBeStarted() {
        assertRefused(
                () -> glue.start("nope"),
                ErrorCode.ENTITY_NOT_FOUND,
                "Failed to start job run due to missing metadata.");
    }

    @Test
    void aJobHasNoMoreRunsThanItMay() {
        glue.createJob("nightly");
        String first = glue.start("nightly");
        assertRefused(
                () -> glue.start("nightly"),
                ErrorCode.CONCURRENT_RUNS_EXCEEDED,
                "Concurrent runs exceeded for nightly");
        end(first);
        assertThat(glue.start("nightly")).isNotEqualTo(first);
    }

    @Test
    void aQueuedRunWaits() {
        glue.createJob("nightly", request -> request.jobRunQueuingEnabled(true));
        glue.start("nightly");
        assertThat(run(glue.start("nightly")).jobRunState()).isEqualTo(JobRunState.WAITING);
    }

    @Test
    void aFullQueueRefusesARun() {
        glue.createJob(
                "nightly",
                request -> request.executionProperty(p -> p.maxConcurrentRuns(JobsFixture.UNDRIVEN_RUNS_MAX)));
        for (int i = 0; i < JobsFixture.UNDRIVEN_RUNS_MAX; i++) {
            glue.start("nightly");
        }
        glue.createJob("other");
        assertRefused(() -> glue.start("other"), ErrorCode.RESOURCE_NUMBER_LIMIT_EXCEEDED, "The queue of runs is full");
    }

    @Test
    void aRunThatWaitsOrIsLateSaysSo() {
        glue.createJob(
                "nightly",
                request -> request.jobRunQueuingEnabled(true).notificationProperty(p -> p.notifyDelayAfter(5)));
        String late = glue.start("nightly");
        String waiting = glue.start("nightly");
        assertThat(run(waiting).stateDetail()).isEqualTo("Waiting for one of the job's 1 concurrent runs to end.");
        assertThat(run(late).stateDetail()).isNull();
        glue.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(run(late).stateDetail()).isEqualTo("Delayed: longer than 5 minutes (NotifyDelayAfter).");
        assertThat(run(late).notificationProperty().notifyDelayAfter()).isEqualTo(5);
        end(late);
        assertThat(run(late).stateDetail()).isNull();
    }

    @Test
    void argumentsThatCannotBeOverriddenStay() {
        glue.createJob(
                "nightly",
                request -> request.defaultArguments(Map.of("--a", "default", "--b", "default"))
                        .nonOverridableArguments(Map.of("--c", "fixed")));
        String id = start("nightly", Map.of("--b", "own", "--c", "own"));
        assertThat(run(id).arguments()).isEqualTo(Map.of("--b", "own", "--c", "own"));
        assertThat(glue.runStore.find(id).orElseThrow().settings().arguments().merged())
                .isEqualTo(Map.of("--a", "default", "--b", "own", "--c", "fixed"));
    }

    @Test
    void argumentsOverTheLimitAreRefused() {
        glue.createJob("nightly");
        assertRefused(
                () -> start("nightly", Map.of("--a", "x".repeat(260 * 1_024))),
                ErrorCode.INVALID_INPUT,
                "Arguments: 266243 characters in all (expected: <= 266240)");
    }

    @Test
    void contradictoryCapacityOfARunIsRefused() {
        glue.createJob("nightly");
        assertRefused(
                () -> glue.runs.startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName("nightly")
                                .workerType("G.1X")
                                .numberOfWorkers(2)
                                .maxCapacity(2.0)
                                .build()),
                ErrorCode.INVALID_INPUT,
                "Do not set Max Capacity if using Worker Type and Number of Workers.");
        assertRefused(
                () -> glue.runs.startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName("nightly")
                                .workerType("G.025X")
                                .numberOfWorkers(2)
                                .build()),
                ErrorCode.INVALID_INPUT,
                "Worker type G.025X is not supported for Job Command glueetl.");
    }

    @Test
    void runsAreListedNewestFirstAndByPage() {
        glue.createJob("nightly", request -> request.executionProperty(p -> p.maxConcurrentRuns(9)));
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.add(0, glue.start("nightly"));
            glue.clock.advance(Duration.ofSeconds(1));
        }
        List<String> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            GetJobRunsResponse page = glue.runs.getJobRuns(
                    ANA,
                    GetJobRunsRequest.builder()
                            .jobName("nightly")
                            .maxResults(2)
                            .nextToken(token.orElse(null))
                            .build());
            page.jobRuns().forEach(run -> seen.add(run.id()));
            token = Optional.ofNullable(page.nextToken());
        } while (token.isPresent());
        assertThat(seen).isEqualTo(started);
    }

    @Test
    void aRunOfAnotherJobIsNotFound() {
        glue.createJob("nightly");
        glue.createJob("other");
        String id = glue.start("nightly");
        assertRefused(
                () -> glue.runs.getJobRun(
                        ANA,
                        GetJobRunRequest.builder().jobName("other").runId(id).build()),
                ErrorCode.ENTITY_NOT_FOUND,
                id);
    }

    @Test
    void stoppingRecordsAWishAndNamesWhatCannotBeStopped() {
        glue.createJob("nightly", request -> request.executionProperty(p -> p.maxConcurrentRuns(2)));
        String running = glue.start("nightly");
        String ended = glue.start("nightly");
        end(ended);
        BatchStopJobRunResponse answer = glue.runs.batchStopJobRun(
                ANA,
                BatchStopJobRunRequest.builder()
                        .jobName("nightly")
                        .jobRunIds(running, ended, "jr_unknown")
                        .build());
        assertThat(answer.successfulSubmissions()).extracting(s -> s.jobRunId()).containsExactly(running);
        assertThat(answer.errors())
                .extracting(error -> error.errorDetail().errorCode())
                .containsExactly("InvalidInputException", "EntityNotFoundException");
        assertThat(glue.runStore.find(running).orElseThrow().stopRequestedOn()).isPresent();
    }

    @Test
    void aRerunNamesTheRunItRepeatsAndTakesItsArguments() {
        glue.createJob("nightly", request -> request.executionProperty(p -> p.maxConcurrentRuns(2)));
        String first = glue.runs
                .startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName("nightly")
                                .arguments(Map.of("--d", "1"))
                                .build())
                .jobRunId();
        String second = glue.runs
                .startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName("nightly")
                                .jobRunId(first)
                                .build())
                .jobRunId();
        assertThat(run(second).previousRunId()).isEqualTo(first);
        assertThat(run(second).arguments()).containsEntry("--d", "1");
    }

    @Test
    void aJobWithoutABookmarkHasNone() {
        glue.createJob("nightly");
        assertRefused(
                () -> glue.bookmarksApi.getJobBookmark(
                        ANA, GetJobBookmarkRequest.builder().jobName("nightly").build()),
                ErrorCode.ENTITY_NOT_FOUND,
                "Continuation for job nightly not found");
    }

    @Test
    void aResetBookmarkIsEmptyAndHasTheNextVersion() {
        glue.createJob("nightly");
        glue.bookmarks.put(new Bookmark(
                JobsFixture.key("nightly"), 3, 7, 0, Optional.of("jr_1"), Optional.empty(), Optional.of("{}"), 1));
        var reset = glue.bookmarksApi
                .resetJobBookmark(
                        ANA,
                        ResetJobBookmarkRequest.builder().jobName("nightly").build())
                .jobBookmarkEntry();
        assertThat(reset.version()).isEqualTo(4);
        assertThat(reset.run()).isZero();
        assertThat(reset.jobBookmark()).isNull();
        assertThat(glue.bookmarks.find(JobsFixture.key("nightly")).orElseThrow().version())
                .isEqualTo(4);
    }

    private String start(String job, Map<String, String> arguments) {
        return glue.runs
                .startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName(job)
                                .arguments(arguments)
                                .build())
                .jobRunId();
    }

    private JobRun run(String id) {
        String job = glue.runStore.find(id).orElseThrow().job().name();
        return glue.runs
                .getJobRun(
                        ANA, GetJobRunRequest.builder().jobName(job).runId(id).build())
                .jobRun();
    }

    private void end(String id) {
        glue.database.update(handle -> handle.execute("UPDATE run SET state = 'SUCCEEDED' WHERE id = ?", id));
        assertThat(glue.runStore.find(id).map(Run::state)).contains(RunState.SUCCEEDED);
    }
}
