package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.protocol.ShapeText;
import dev.mastic.runs.JobKey;
import dev.mastic.store.Database;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.BatchGetJobsRequest;
import software.amazon.awssdk.services.glue.model.BatchGetJobsResponse;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.CreateJobResponse;
import software.amazon.awssdk.services.glue.model.DeleteJobRequest;
import software.amazon.awssdk.services.glue.model.DeleteJobResponse;
import software.amazon.awssdk.services.glue.model.GetJobRequest;
import software.amazon.awssdk.services.glue.model.GetJobResponse;
import software.amazon.awssdk.services.glue.model.GetJobsRequest;
import software.amazon.awssdk.services.glue.model.GetJobsResponse;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.ListJobsRequest;
import software.amazon.awssdk.services.glue.model.ListJobsResponse;
import software.amazon.awssdk.services.glue.model.UpdateJobRequest;
import software.amazon.awssdk.services.glue.model.UpdateJobResponse;

/** Glue's operations on job definitions. */
public final class JobsApi {
    private static final int ID_HEX_DIGITS = 64;

    private final JobStore jobs;
    private final BookmarkStore bookmarks;
    private final ResourceTags tags;
    private final PassRole passRole;
    private final DefinitionShapes checks;
    private final Database database;
    private final Ids ids;
    private final Clock clock;

    JobsApi(
            JobStore jobs,
            BookmarkStore bookmarks,
            ResourceTags tags,
            PassRole passRole,
            DefinitionShapes checks,
            Database database,
            Ids ids,
            Clock clock) {
        this.jobs = jobs;
        this.bookmarks = bookmarks;
        this.tags = tags;
        this.passRole = passRole;
        this.checks = checks;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Making the same job twice is no error, as the name of the error for another one of that name says. */
    @OnResource("job/{Name}")
    public CreateJobResponse createJob(Caller caller, CreateJobRequest request) {
        passRole.check(caller, request.role());
        String definition = checks.definition(caller, ShapeText.convert(request, Job.class));
        JobKey key = Requests.key(caller, request.name());
        Instant now = clock.instant();
        JobDefinition job = new JobDefinition(key, "j_" + ids.hex(ID_HEX_DIGITS), definition, now, now);
        database.atomically(() -> {
            if (jobs.add(job)) {
                tags.add(arn(caller, request.name()), request.tags());
                return true;
            }
            Optional<JobDefinition> there =
                    jobs.find(key).filter(found -> found.document().equals(definition));
            return there.orElseThrow(() -> new ServiceException(
                    ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
                    "Job with name: %s already submitted with different configuration",
                    request.name()));
        });
        return CreateJobResponse.builder().name(request.name()).build();
    }

    @OnResource("job/{JobName}")
    public GetJobResponse getJob(Caller caller, GetJobRequest request) {
        return jobs.find(Requests.key(caller, request.jobName()))
                .map(job -> GetJobResponse.builder().job(JobShapes.job(job)).build())
                .orElseThrow(() -> Refusals.jobNotFound(request.jobName()));
    }

    @OnResource("job/*")
    public GetJobsResponse getJobs(Caller caller, GetJobsRequest request) {
        int max = Requests.pageSize(request.maxResults());
        List<JobDefinition> found =
                jobs.list(caller.accountId(), caller.region(), Requests.afterName(request.nextToken()), max + 1);
        return GetJobsResponse.builder()
                .jobs(found.stream().limit(max).map(JobShapes::job).toList())
                .nextToken(Requests.nameToken(
                        found.stream().map(job -> job.key().name()).toList(), max))
                .build();
    }

    @OnResource("*")
    public ListJobsResponse listJobs(Caller caller, ListJobsRequest request) {
        int max = Requests.pageSize(request.maxResults());
        String after = Requests.afterName(request.nextToken());
        List<String> names = jobs.names(caller.accountId(), caller.region(), request.tags(), after, max + 1);
        return ListJobsResponse.builder()
                .jobNames(names.stream().limit(max).toList())
                .nextToken(Requests.nameToken(names, max))
                .build();
    }

    @OnResource("job/{JobNames[]}")
    public BatchGetJobsResponse batchGetJobs(Caller caller, BatchGetJobsRequest request) {
        List<Job> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : request.jobNames()) {
            jobs.find(Requests.key(caller, name))
                    .ifPresentOrElse(job -> found.add(JobShapes.job(job)), () -> missing.add(name));
        }
        return BatchGetJobsResponse.builder().jobs(found).jobsNotFound(missing).build();
    }

    /** Replaces the whole definition; the Glue version alone stays when the update names none. */
    @OnResource("job/{JobName}")
    public UpdateJobResponse updateJob(Caller caller, UpdateJobRequest request) {
        JobKey key = Requests.key(caller, request.jobName());
        JobDefinition before = jobs.find(key).orElseThrow(() -> Refusals.jobNotFound(request.jobName()));
        Job update = ShapeText.convert(request.jobUpdate(), Job.class);
        if (update.role() != null) {
            passRole.check(caller, update.role());
        }
        Job kept = JobShapes.job(before);
        Job asked = update.toBuilder()
                .name(request.jobName())
                .role(update.role() == null ? kept.role() : update.role())
                .glueVersion(update.glueVersion() == null ? kept.glueVersion() : update.glueVersion())
                .command(update.command() == null ? kept.command() : update.command())
                .build();
        JobDefinition after = new JobDefinition(
                key, before.jobId(), checks.definition(caller, asked), before.createdOn(), clock.instant());
        if (!jobs.replace(after)) {
            throw Refusals.jobNotFound(request.jobName());
        }
        return UpdateJobResponse.builder().jobName(request.jobName()).build();
    }

    /** Deleting what is not there is no error. */
    @OnResource("job/{JobName}")
    public DeleteJobResponse deleteJob(Caller caller, DeleteJobRequest request) {
        JobKey key = Requests.key(caller, request.jobName());
        database.atomically(() -> {
            jobs.remove(key);
            bookmarks.remove(key);
            tags.forget(arn(caller, request.jobName()));
            return true;
        });
        return DeleteJobResponse.builder().jobName(request.jobName()).build();
    }

    private static String arn(Caller caller, String name) {
        return caller.arn("glue", "job/" + name);
    }
}
