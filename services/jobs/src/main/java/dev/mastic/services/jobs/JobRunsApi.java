package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.runs.JobKey;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunQueue;
import dev.mastic.runs.RunSettings;
import dev.mastic.runs.RunStore.Place;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunError;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunRequest;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunResponse;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunSuccessfulSubmission;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.GetJobRunRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunResponse;
import software.amazon.awssdk.services.glue.model.GetJobRunsRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunsResponse;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;
import software.amazon.awssdk.services.glue.model.StartJobRunResponse;

/** Glue's operations on job runs. */
public final class JobRunsApi {
    private static final int PAGE_RUNS_MAX = 200;

    private final JobStore jobs;
    private final JobConnections connections;
    private final EncryptionShapes encryption;
    private final UsageProfiles profiles;
    private final RunQueue runs;
    private final Clock clock;

    JobRunsApi(
            JobStore jobs,
            JobConnections connections,
            EncryptionShapes encryption,
            UsageProfiles profiles,
            RunQueue runs,
            Clock clock) {
        this.jobs = jobs;
        this.connections = connections;
        this.encryption = encryption;
        this.profiles = profiles;
        this.runs = runs;
        this.clock = clock;
    }

    @OnResource("job/{JobName}")
    public StartJobRunResponse startJobRun(Caller caller, StartJobRunRequest request) {
        JobKey key = Requests.key(caller, request.jobName());
        // AWS's own words for a job that is not there.
        JobDefinition job = jobs.find(key)
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.ENTITY_NOT_FOUND, "Failed to start job run due to missing metadata."));
        Optional<Run> repeated = Optional.ofNullable(request.jobRunId()).map(id -> run(key, id));
        Job shape = JobShapes.job(job);
        connections.check(caller, shape.role(), JobShapes.connections(shape));
        if (runs.isFull()) {
            throw new ServiceException(
                    ErrorCode.RESOURCE_NUMBER_LIMIT_EXCEEDED, "The queue of runs is full: as many wait as may wait.");
        }
        Optional<ProfileShapes> profile = profiles.ofCallerOr(caller, Optional.ofNullable(shape.profileName()));
        Map<String, String> more =
                new HashMap<>(encryption.of(caller, RunShapes.securityConfiguration(shape, request)));
        profile.ifPresent(limits -> more.put(RunShapes.PROFILE_NAME, limits.name()));
        RunSettings settings = RunShapes.settings(job.jobId(), shape, request, ownArguments(request, repeated), more);
        profile.ifPresent(limits -> limits.enforce(
                settings.capacity().workerType(),
                settings.capacity().workers(),
                settings.limits().timeoutMinutes()));
        return runs.start(key, settings, repeated.map(Run::id))
                .map(run -> StartJobRunResponse.builder().jobRunId(run.id()).build())
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.CONCURRENT_RUNS_EXCEEDED, "Concurrent runs exceeded for %s", request.jobName()));
    }

    @OnResource("job/{JobName}")
    public GetJobRunResponse getJobRun(Caller caller, GetJobRunRequest request) {
        Run run = run(Requests.key(caller, request.jobName()), request.runId());
        return GetJobRunResponse.builder()
                .jobRun(RunShapes.jobRun(run, clock.instant()))
                .build();
    }

    @OnResource("job/{JobName}")
    public GetJobRunsResponse getJobRuns(Caller caller, GetJobRunsRequest request) {
        JobKey key = Requests.key(caller, request.jobName());
        if (jobs.find(key).isEmpty()) {
            throw Refusals.jobNotFound(request.jobName());
        }
        int max = request.maxResults() == null ? PAGE_RUNS_MAX : Math.min(request.maxResults(), PAGE_RUNS_MAX);
        List<Run> found = runs.ofJob(key, place(request.nextToken()), max + 1);
        Instant now = clock.instant();
        return GetJobRunsResponse.builder()
                .jobRuns(found.stream()
                        .limit(max)
                        .map(run -> RunShapes.jobRun(run, now))
                        .toList())
                .nextToken(found.size() > max ? token(found.get(max - 1)) : null)
                .build();
    }

    @OnResource("job/{JobName}")
    public BatchStopJobRunResponse batchStopJobRun(Caller caller, BatchStopJobRunRequest request) {
        JobKey key = Requests.key(caller, request.jobName());
        List<BatchStopJobRunSuccessfulSubmission> stopping = new ArrayList<>();
        List<BatchStopJobRunError> errors = new ArrayList<>();
        for (String id : request.jobRunIds()) {
            Optional<Run> run = runs.find(key, id);
            if (run.isEmpty()) {
                errors.add(error(key, id, ErrorCode.ENTITY_NOT_FOUND, "Job run with id: " + id + " not found."));
            } else if (runs.stop(id)) {
                stopping.add(BatchStopJobRunSuccessfulSubmission.builder()
                        .jobName(key.name())
                        .jobRunId(id)
                        .build());
            } else {
                errors.add(error(key, id, ErrorCode.INVALID_INPUT, "Job run " + id + " has ended."));
            }
        }
        return BatchStopJobRunResponse.builder()
                .successfulSubmissions(stopping)
                .errors(errors)
                .build();
    }

    private Run run(JobKey key, String id) {
        return runs.find(key, id).orElseThrow(() -> Refusals.runNotFound(id));
    }

    /** A rerun without arguments of its own takes those of the run it repeats. */
    private static Map<String, String> ownArguments(StartJobRunRequest request, Optional<Run> repeated) {
        return request.hasArguments() || repeated.isEmpty()
                ? request.arguments()
                : repeated.orElseThrow().settings().arguments().own();
    }

    private static BatchStopJobRunError error(JobKey key, String id, ErrorCode code, String message) {
        return BatchStopJobRunError.builder()
                .jobName(key.name())
                .jobRunId(id)
                .errorDetail(ErrorDetail.builder()
                        .errorCode(code.wireName())
                        .errorMessage(message)
                        .build())
                .build();
    }

    private static String token(Run last) {
        return PageToken.of(Long.toString(last.progress().startedOn().toEpochMilli()), last.id());
    }

    private static Optional<Place> place(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        List<String> key = PageToken.key(token, 2, ErrorCode.INVALID_INPUT);
        try {
            return Optional.of(new Place(Instant.ofEpochMilli(Long.parseLong(key.get(0))), key.get(1)));
        } catch (NumberFormatException notOurs) {
            throw new ServiceException(ErrorCode.INVALID_INPUT, "The specified pagination token is not valid.");
        }
    }
}
