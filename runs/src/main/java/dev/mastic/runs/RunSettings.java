package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
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

    /** The command of Spark jobs that end. */
    private static final String ETL = "glueetl";

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
