package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a run that is decided when it is started, whatever becomes of the job afterwards.
 *
 * @param jobId the job's own id, {@code j_…}, which scripts see
 * @param role the role as the job names it, by name or ARN
 * @param echoed fields that nothing here interprets, by their API names
 */
public record RunSettings(
        String jobId,
        String role,
        Script script,
        Arguments arguments,
        Capacity capacity,
        Limits limits,
        Map<String, String> echoed) {

    /** Narrows the role's session, as JSON; an entry of {@link #echoed}. */
    public static final String SESSION_POLICY = "ExecutionRoleSessionPolicy";

    /** After how many minutes a run is told of as delayed; an entry of {@link #echoed}. */
    public static final String NOTIFY_DELAY_AFTER = "NotifyDelayAfter";

    /** When streaming runs are restarted, e.g. {@code Sun:10}; an entry of {@link #echoed}. */
    public static final String MAINTENANCE_WINDOW = "MaintenanceWindow";

    /** The security configuration's name; an entry of {@link #echoed}. */
    public static final String SECURITY_CONFIGURATION = "SecurityConfiguration";

    /** How the logs are kept, {@code SSE-KMS} or nothing; an entry of {@link #echoed}. */
    public static final String LOG_ENCRYPTION = "CloudWatchEncryptionMode";

    /** The execution class of runs that take what the others leave. */
    public static final String FLEX = "FLEX";

    /** The command of Spark jobs that end. */
    private static final String ETL = "glueetl";

    private static final String STREAMING = "gluestreaming";

    // Without a suffix: Airflow appends /output and /error.
    private static final String LOG_GROUP = "/aws-glue/jobs";
    private static final String SHELL_LOG_GROUP = "/aws-glue/python-jobs";

    public RunSettings {
        requireNonNull(jobId, "jobId");
        requireNonNull(role, "role");
        requireNonNull(script, "script");
        requireNonNull(arguments, "arguments");
        requireNonNull(capacity, "capacity");
        requireNonNull(limits, "limits");
        echoed = Map.copyOf(echoed);
    }

    /**
     * Whether the run moves its job's bookmark: then what it writes is published together with that. A streaming run never
     * ends well, so it publishes as it writes; Python shell has no bookmarks.
     */
    public boolean movesBookmark() {
        if (!script.command().equals(ETL)) {
            return false;
        }
        Map<String, String> merged = arguments.merged();
        return JobParameter.JOB_BOOKMARK_OPTION
                .of(merged)
                .map("job-bookmark-enable"::equals)
                .orElseGet(() -> "continuation-enabled".equals(merged.get("--continuation-option")));
    }

    /** How long after its start a run is told of as delayed, if at all. */
    public Optional<Duration> notifyDelayAfter() {
        return Optional.ofNullable(echoed.get(NOTIFY_DELAY_AFTER))
                .map(minutes -> Duration.ofMinutes(Long.parseLong(minutes)));
    }

    /**
     * How many DPU-hours the run may use, if it has a budget.
     *
     * @throws RunFailure when it is no number
     */
    Optional<Double> budgetDpuHours() {
        return JobParameter.BUDGET.of(arguments.merged()).map(RunSettings::dpuHours);
    }

    private static double dpuHours(String budget) {
        try {
            double hours = Double.parseDouble(budget);
            if (hours > 0 && Double.isFinite(hours)) {
                return hours;
            }
        } catch (NumberFormatException notANumber) {
            // told below, like a number that is none to spend
        }
        throw new RunFailure(Fault.CALLER, "%s: %s (expected: DPU-hours, e.g. 2.5)", JobParameter.BUDGET.key(), budget);
    }

    /**
     * The log group, as {@code JobRun.LogGroupName} tells it: of the run's own role and security configuration when it has one.
     *
     * <p>Source: the AWS Glue documentation of {@code JobRun.LogGroupName}.
     */
    public String logGroup() {
        String group = script.inShell() ? SHELL_LOG_GROUP : LOG_GROUP;
        String configuration = echoed.get(SECURITY_CONFIGURATION);
        return configuration == null
                ? group
                : group + "-" + role.substring(role.lastIndexOf('/') + 1) + "-" + configuration;
    }

    /** Whether what the run prints is kept sealed. */
    public boolean sealsLogs() {
        return echoed.containsKey(LOG_ENCRYPTION);
    }

    /** When the run is restarted, if it is a streaming run with a maintenance window. */
    public Optional<MaintenanceWindow> maintenanceWindow() {
        return Optional.ofNullable(echoed.get(MAINTENANCE_WINDOW))
                .filter(window -> script.streams())
                .map(MaintenanceWindow::parse);
    }

    /**
     * What is run.
     *
     * @param command e.g. {@code glueetl}
     * @param location where the script lies, e.g. {@code s3://bucket/script.py}
     * @param glueVersion e.g. {@code 5.0}
     */
    public record Script(String command, String location, String glueVersion) {
        private static final String SHELL_COMMAND = "pythonshell";

        public Script {
            requireNonNull(command, "command");
            requireNonNull(location, "location");
            requireNonNull(glueVersion, "glueVersion");
        }

        /** Whether Spark is started for it. */
        boolean onSpark() {
            return command.equals(ETL) || streams();
        }

        /** Whether it goes on until it is told to end. */
        boolean streams() {
            return command.equals(STREAMING);
        }

        /** The part of the Glue version before the dot; names that are no number are newer than those that are. */
        int glueMajor() {
            int dot = glueVersion.indexOf('.');
            try {
                return Integer.parseInt(dot < 0 ? glueVersion : glueVersion.substring(0, dot));
            } catch (NumberFormatException auto) {
                return Integer.MAX_VALUE;
            }
        }

        /** Whether it is a Python shell job: a script that no Spark is started for. */
        public boolean inShell() {
            return SHELL_COMMAND.equals(command);
        }
    }

    /**
     * The arguments, from their three sources.
     *
     * @param own what StartJobRun was given
     * @param defaults what the job gives to every run
     * @param fixed what no run can change
     */
    public record Arguments(Map<String, String> own, Map<String, String> defaults, Map<String, String> fixed) {
        public Arguments {
            own = inOrder(own);
            defaults = inOrder(defaults);
            fixed = inOrder(fixed);
        }

        /** What counts in the end, in the order the script will see. */
        public Map<String, String> merged() {
            Map<String, String> merged = new LinkedHashMap<>(defaults);
            merged.putAll(own);
            merged.putAll(fixed);
            return merged;
        }

        private static Map<String, String> inOrder(Map<String, String> arguments) {
            return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /**
     * How much machine was asked for. It is accounted; locally every run has the size of the machine.
     *
     * @param dpus DPUs in all
     * @param workerType e.g. {@code G.1X}, with the number of workers
     * @param executionClass {@code STANDARD} or {@code FLEX}
     * @param metering whether the run answers {@code DPUSeconds}
     */
    public record Capacity(
            double dpus,
            @Nullable String workerType,
            @Nullable Integer workers,
            String executionClass,
            Metering metering) {
        public Capacity {
            requireNonNull(executionClass, "executionClass");
            requireNonNull(metering, "metering");
        }
    }

    /** Who counts DPU-seconds: AWS answers them for FLEX and auto-scaled runs only. */
    public enum Metering {
        BY_CAPACITY,
        BY_SECOND
    }

    /** The bounds of a run and its job. */
    public record Limits(int timeoutMinutes, int retriesMax, int concurrentRunsMax, WhenFull whenFull) {
        public Limits {
            requireNonNull(whenFull, "whenFull");
        }
    }

    /** What StartJobRun does when the job has as many runs as it may. */
    public enum WhenFull {
        REFUSE,
        WAIT
    }
}
