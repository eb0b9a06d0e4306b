package dev.mastic.services.jobs;

import dev.mastic.runs.Run;
import dev.mastic.runs.RunSettings;
import dev.mastic.runs.RunSettings.Metering;
import dev.mastic.runs.RunSettings.WhenFull;
import dev.mastic.runs.RunState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.ExecutionClass;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.NotificationProperty;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;

/** Runs as the API shows them, and the settings a run is begun with. */
// AllocatedCapacity: AWS has deprecated it, and clients still send and read it.
@SuppressWarnings("deprecation")
final class RunShapes {
    static final String PROFILE_NAME = "ProfileName";

    private static final String AUTO_SCALING = "--enable-auto-scaling";
    // A streaming job without a timeout of its own.
    private static final int NO_TIMEOUT_MINUTES = Integer.MAX_VALUE;

    private RunShapes() {}

    /**
     * What the run is begun with: the request's settings before the job's.
     *
     * @param more entries of the echoed fields that neither says
     */
    static RunSettings settings(
            String jobId, Job job, StartJobRunRequest request, Map<String, String> own, Map<String, String> more) {
        JobShapes.checkArguments(own);
        RunSettings.Arguments arguments =
                new RunSettings.Arguments(own, job.defaultArguments(), job.nonOverridableArguments());
        return new RunSettings(
                jobId,
                job.role(),
                new RunSettings.Script(job.command().name(), job.command().scriptLocation(), job.glueVersion()),
                arguments,
                capacity(job, request, arguments),
                limits(job, request),
                echoed(job, request, more));
    }

    /** The name of the security configuration that counts, if there is one. */
    static @Nullable String securityConfiguration(Job job, StartJobRunRequest request) {
        return or(request.securityConfiguration(), job.securityConfiguration());
    }

    static JobRun jobRun(Run run, Instant now) {
        RunSettings settings = run.settings();
        RunSettings.Capacity capacity = settings.capacity();
        long seconds = run.progress().executionSeconds(now);
        int timeout = settings.limits().timeoutMinutes();
        Map<String, String> own = settings.arguments().own();
        Map<String, String> echoed = settings.echoed();
        String delay = echoed.get(RunSettings.NOTIFY_DELAY_AFTER);
        return JobRun.builder()
                .id(run.id())
                .attempt(run.attempt().number())
                .previousRunId(run.attempt().previousRunId().orElse(null))
                .jobName(run.job().name())
                .jobMode(echoed.get("JobMode"))
                .jobRunQueuingEnabled(settings.limits().whenFull() == WhenFull.WAIT)
                .startedOn(run.progress().startedOn())
                .lastModifiedOn(run.progress().modifiedOn())
                .completedOn(run.progress().completedOn().orElse(null))
                .jobRunState(run.state().name())
                .arguments(own.isEmpty() ? null : own)
                .errorMessage(run.progress()
                        .failure()
                        .map(failure -> failure.message())
                        .orElse(null))
                .predecessorRuns(List.of())
                .allocatedCapacity((int) capacity.dpus())
                .executionTime((int) seconds)
                .timeout(timeout == NO_TIMEOUT_MINUTES ? null : Integer.valueOf(timeout))
                .maxCapacity(capacity.dpus())
                .notificationProperty(
                        delay == null
                                ? null
                                : NotificationProperty.builder()
                                        .notifyDelayAfter(Integer.valueOf(delay))
                                        .build())
                .workerType(capacity.workerType())
                .numberOfWorkers(capacity.workers())
                .securityConfiguration(echoed.get(RunSettings.SECURITY_CONFIGURATION))
                .profileName(echoed.get(PROFILE_NAME))
                .logGroupName(settings.logGroup())
                .glueVersion(settings.script().glueVersion())
                .dpuSeconds(
                        capacity.metering() == Metering.BY_SECOND ? Double.valueOf(seconds * capacity.dpus()) : null)
                .executionClass(capacity.executionClass())
                .maintenanceWindow(echoed.get(RunSettings.MAINTENANCE_WINDOW))
                .stateDetail(detail(run, now).orElse(null))
                .executionRoleSessionPolicy(echoed.get(RunSettings.SESSION_POLICY))
                .build();
    }

    /** What the run's own detail says; while it has none, what it waits for and whether it is late. */
    private static Optional<String> detail(Run run, Instant now) {
        if (run.progress().detail().isPresent() || run.state().isFinal()) {
            return run.progress().detail();
        }
        if (run.state() == RunState.WAITING) {
            return Optional.of("Waiting for one of the job's %d concurrent runs to end."
                    .formatted(run.settings().limits().concurrentRunsMax()));
        }
        return run.settings()
                .notifyDelayAfter()
                .filter(delay -> now.isAfter(run.progress().startedOn().plus(delay)))
                .map(delay -> "Delayed: longer than %d minutes (NotifyDelayAfter).".formatted(delay.toMinutes()));
    }

    private static RunSettings.Capacity capacity(Job job, StartJobRunRequest request, RunSettings.Arguments arguments) {
        CapacityWish asked = new CapacityWish(
                request.maxCapacity(),
                request.allocatedCapacity(),
                request.workerTypeAsString(),
                request.numberOfWorkers());
        CapacityWish.Capacity capacity = asked.isEmpty()
                ? new CapacityWish.Capacity(job.maxCapacity(), job.workerTypeAsString(), job.numberOfWorkers())
                : asked.resolve(job.command().name(), GlueVersion.of(job.glueVersion()));
        ExecutionClass executionClass = or(or(request.executionClass(), job.executionClass()), ExecutionClass.STANDARD);
        JobShapes.checkFlex(executionClass, job, String.valueOf(capacity.workerType()));
        boolean scaled = "true".equalsIgnoreCase(arguments.merged().get(AUTO_SCALING));
        return new RunSettings.Capacity(
                capacity.dpus(),
                capacity.workerType(),
                capacity.workers(),
                executionClass.toString(),
                scaled || executionClass == ExecutionClass.FLEX ? Metering.BY_SECOND : Metering.BY_CAPACITY);
    }

    private static RunSettings.Limits limits(Job job, StartJobRunRequest request) {
        if (request.timeout() != null) {
            JobShapes.checkTimeout(request.timeout());
        }
        boolean wait = or(request.jobRunQueuingEnabled(), job.jobRunQueuingEnabled());
        if (wait && job.maxRetries() > 0) {
            throw Refusals.invalid("JobRunQueuingEnabled and MaxRetries cannot be used together.");
        }
        Integer timeout = or(request.timeout(), job.timeout());
        return new RunSettings.Limits(
                timeout == null ? NO_TIMEOUT_MINUTES : timeout,
                job.maxRetries(),
                job.executionProperty().maxConcurrentRuns(),
                wait ? WhenFull.WAIT : WhenFull.REFUSE);
    }

    private static Map<String, String> echoed(Job job, StartJobRunRequest request, Map<String, String> more) {
        Map<String, String> echoed = new LinkedHashMap<>(more);
        put(echoed, "JobMode", job.jobModeAsString());
        put(echoed, RunSettings.SECURITY_CONFIGURATION, securityConfiguration(job, request));
        put(echoed, RunSettings.MAINTENANCE_WINDOW, job.maintenanceWindow());
        put(echoed, RunSettings.SESSION_POLICY, request.executionRoleSessionPolicy());
        NotificationProperty notification = or(request.notificationProperty(), job.notificationProperty());
        put(echoed, RunSettings.NOTIFY_DELAY_AFTER, notification == null ? null : notification.notifyDelayAfter());
        return echoed;
    }

    private static void put(Map<String, String> echoed, String name, @Nullable Object value) {
        if (value != null) {
            echoed.put(name, value.toString());
        }
    }

    private static <T extends @Nullable Object> T or(@Nullable T first, T second) {
        return first == null ? second : first;
    }
}
