package dev.mastic.services.jobs;

import dev.mastic.aws.protocol.ShapeText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.ExecutionClass;
import software.amazon.awssdk.services.glue.model.ExecutionProperty;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobCommand;
import software.amazon.awssdk.services.glue.model.JobMode;

/**
 * Jobs as the API shows them, and the definitions that are kept of them.
 *
 * <p>Defaults and ranges: the Glue API documentation of {@code CreateJob}. Terraform and Airflow compare what they read
 * with what they wrote, so what was given is echoed as given.
 */
// AllocatedCapacity: AWS has deprecated it, and clients still send and read it.
@SuppressWarnings("deprecation")
final class JobShapes {
    private static final Set<String> COMMANDS = Set.of("glueetl", "gluestreaming", "pythonshell", "glueray");
    private static final Set<String> FLEX_WORKERS = Set.of("G.1X", "G.2X");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final int TIMEOUT_MINUTES_MAX = 10_080;
    private static final int RETRIES_MAX = 10;
    private static final int ARGUMENT_CHARACTERS_MAX = 260 * 1_024;

    private JobShapes() {}

    /** The definition to keep for a job as it was asked for: checked, defaults filled in. */
    static String definition(Job asked) {
        JobCommand command = command(asked.command());
        String version = asked.glueVersion() == null ? GlueVersion.DEFAULT : asked.glueVersion();
        CapacityWish.Capacity capacity = capacity(asked).resolve(command.name(), GlueVersion.of(version));
        ExecutionProperty execution = asked.executionProperty();
        int concurrent = execution == null || execution.maxConcurrentRuns() == null ? 1 : execution.maxConcurrentRuns();
        Job job = asked.toBuilder()
                .command(command)
                .glueVersion(version)
                .jobMode(asked.jobMode() == null ? JobMode.SCRIPT : asked.jobMode())
                .jobRunQueuingEnabled(asked.jobRunQueuingEnabled() != null && asked.jobRunQueuingEnabled())
                .executionProperty(ExecutionProperty.builder()
                        .maxConcurrentRuns(concurrent)
                        .build())
                .maxRetries(asked.maxRetries() == null ? 0 : asked.maxRetries())
                .timeout(timeout(asked, command, GlueVersion.of(version)))
                .maxCapacity(capacity.dpus())
                .allocatedCapacity((int) capacity.dpus())
                .build();
        check(job);
        return ShapeText.write(job);
    }

    static Job job(JobDefinition kept) {
        return ShapeText.read(kept.document(), Job.class).toBuilder()
                .createdOn(kept.createdOn())
                .lastModifiedOn(kept.modifiedOn())
                .build();
    }

    /** The connections that a job names, where one entry may be a list with commas. */
    static List<String> connections(Job job) {
        if (job.connections() == null) {
            return List.of();
        }
        return job.connections().connections().stream()
                .flatMap(entry -> COMMA.splitAsStream(entry))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    static CapacityWish capacity(Job job) {
        return new CapacityWish(
                job.maxCapacity(), job.allocatedCapacity(), job.workerTypeAsString(), job.numberOfWorkers());
    }

    /** Refuses FLEX where Glue does not have it. */
    static void checkFlex(ExecutionClass executionClass, Job job, String workerType) {
        if (executionClass != ExecutionClass.FLEX) {
            return;
        }
        boolean fits = "glueetl".equals(job.command().name())
                && GlueVersion.of(job.glueVersion()).hasFlex()
                && FLEX_WORKERS.contains(workerType);
        if (!fits) {
            throw Refusals.invalid(
                    "ExecutionClass: FLEX (expected: a glueetl job of Glue 3.0 or later with workers G.1X or G.2X)");
        }
    }

    static void checkTimeout(int minutes) {
        if (minutes < 1 || minutes > TIMEOUT_MINUTES_MAX) {
            throw Refusals.invalid("Timeout: %d (expected: 1 to %d minutes)", minutes, TIMEOUT_MINUTES_MAX);
        }
    }

    static void checkArguments(Map<String, String> arguments) {
        int characters = arguments.entrySet().stream()
                .mapToInt(argument ->
                        argument.getKey().length() + argument.getValue().length())
                .sum();
        if (characters > ARGUMENT_CHARACTERS_MAX) {
            throw Refusals.invalid(
                    "Arguments: %d characters in all (expected: <= %d)", characters, ARGUMENT_CHARACTERS_MAX);
        }
    }

    private static JobCommand command(@Nullable JobCommand asked) {
        if (asked == null || asked.name() == null || !COMMANDS.contains(asked.name())) {
            throw Refusals.invalid(
                    "Command.Name: %s (expected: one of %s)",
                    asked == null ? null : asked.name(),
                    String.join(", ", COMMANDS.stream().sorted().toList()));
        }
        if (asked.scriptLocation() == null || asked.scriptLocation().isEmpty()) {
            throw Refusals.invalid("Command.ScriptLocation: missing (expected: s3://bucket/key)");
        }
        boolean spark = asked.name().equals("glueetl") || asked.name().equals("gluestreaming");
        return asked.pythonVersion() == null && spark
                ? asked.toBuilder().pythonVersion("3").build()
                : asked;
    }

    private static @Nullable Integer timeout(Job asked, JobCommand command, GlueVersion version) {
        if (asked.timeout() != null) {
            checkTimeout(asked.timeout());
            return asked.timeout();
        }
        return command.name().equals("gluestreaming") ? null : Integer.valueOf(version.defaultTimeoutMinutes());
    }

    private static void check(Job job) {
        if (job.maxRetries() < 0 || job.maxRetries() > RETRIES_MAX) {
            throw Refusals.invalid("MaxRetries: %d (expected: 0 to %d)", job.maxRetries(), RETRIES_MAX);
        }
        if (job.executionProperty().maxConcurrentRuns() < 1) {
            throw Refusals.invalid(
                    "ExecutionProperty.MaxConcurrentRuns: %d (expected: >= 1)",
                    job.executionProperty().maxConcurrentRuns());
        }
        if (job.jobRunQueuingEnabled() && job.maxRetries() > 0) {
            throw Refusals.invalid("JobRunQueuingEnabled and MaxRetries cannot be used together.");
        }
        checkArguments(job.defaultArguments());
        checkArguments(job.nonOverridableArguments());
        checkFlex(job.executionClass(), job, String.valueOf(job.workerTypeAsString()));
    }
}
