package dev.mastic.services.jobs;

import dev.mastic.aws.protocol.ShapeText;
import dev.mastic.services.jobs.JdbcDocumentStore.Document;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.ConfigurationObject;
import software.amazon.awssdk.services.glue.model.GetUsageProfileResponse;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.ProfileConfiguration;

/**
 * What an administrator lets a class of users ask for in jobs.
 *
 * <p>Source of the parameters: the AWS Glue documentation, "Creating and managing usage profiles".
 *
 * @param jobs limits and defaults by parameter
 */
record ProfileShapes(String name, Map<String, ConfigurationObject> jobs) {
    private static final String WORKERS = "numberOfWorkers";
    private static final String WORKER_TYPE = "workerType";
    private static final String TIMEOUT = "timeout";
    private static final Set<String> JOB_PARAMETERS = Set.of(WORKERS, WORKER_TYPE, TIMEOUT);
    private static final Set<String> SESSION_PARAMETERS = Set.of(WORKERS, WORKER_TYPE, TIMEOUT, "idleTimeout");

    /** The limits that a kept profile has for jobs. */
    static ProfileShapes read(Document kept) {
        return new ProfileShapes(
                kept.name(),
                ShapeText.read(kept.text(), GetUsageProfileResponse.class)
                        .configuration()
                        .jobConfiguration());
    }

    /** Refuses a configuration that says nothing, names what cannot be limited, or contradicts itself. */
    static void check(ProfileConfiguration configuration) {
        if (configuration.jobConfiguration().isEmpty()
                && configuration.sessionConfiguration().isEmpty()) {
            throw Refusals.invalid("Configuration: empty (expected: at least one parameter of jobs or sessions)");
        }
        check("JobConfiguration", configuration.jobConfiguration(), JOB_PARAMETERS);
        check("SessionConfiguration", configuration.sessionConfiguration(), SESSION_PARAMETERS);
    }

    private static void check(String where, Map<String, ConfigurationObject> limits, Set<String> known) {
        limits.forEach((parameter, limit) -> {
            String place = where + "." + parameter;
            if (!known.contains(parameter)) {
                throw Refusals.invalid(
                        "%s (expected: one of %s)",
                        place, String.join(", ", known.stream().sorted().toList()));
            }
            if (parameter.equals(WORKER_TYPE)) {
                checkTypes(place, limit);
            } else {
                checkNumbers(place, limit);
            }
        });
    }

    private static void checkTypes(String place, ConfigurationObject limit) {
        if (limit.minValue() != null || limit.maxValue() != null) {
            throw Refusals.invalid("%s has no MinValue and no MaxValue (expected: AllowedValues)", place);
        }
        for (String type : limit.allowedValues()) {
            if (WorkerSize.of(type).isEmpty()) {
                throw Refusals.invalid("%s: %s (expected: one of %s)", place, type, WorkerSize.types());
            }
        }
        if (limit.defaultValue() != null
                && !limit.allowedValues().isEmpty()
                && !limit.allowedValues().contains(limit.defaultValue())) {
            throw Refusals.invalid("%s: the default %s is not among the allowed values", place, limit.defaultValue());
        }
    }

    private static void checkNumbers(String place, ConfigurationObject limit) {
        long min = number(place, limit.minValue()).orElse(1L);
        long max = number(place, limit.maxValue()).orElse(Long.MAX_VALUE);
        long usual = number(place, limit.defaultValue()).orElse(min);
        if (min < 1 || min > usual || usual > max) {
            throw Refusals.invalid("%s (expected: 1 <= MinValue <= DefaultValue <= MaxValue)", place);
        }
    }

    private static Optional<Long> number(String place, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Long::valueOf);
        } catch (NumberFormatException notANumber) {
            throw Refusals.invalid("%s: %s (expected: a whole number)", place, text);
        }
    }

    /** The job with the profile's defaults for what it does not say. */
    Job withDefaults(Job asked) {
        Job.Builder job = asked.toBuilder();
        boolean sized = !JobShapes.capacity(asked).isEmpty();
        boolean shell =
                asked.command() != null && "pythonshell".equals(asked.command().name());
        if (!sized && !shell) {
            fallback(WORKER_TYPE, Function.identity()).ifPresent(job::workerType);
            fallback(WORKERS, Integer::valueOf).ifPresent(job::numberOfWorkers);
        }
        if (asked.timeout() == null) {
            fallback(TIMEOUT, Integer::valueOf).ifPresent(job::timeout);
        }
        return job.profileName(name).build();
    }

    private <T> Optional<T> fallback(String parameter, Function<String, T> read) {
        return Optional.ofNullable(jobs.get(parameter))
                .flatMap(limit -> Optional.ofNullable(limit.defaultValue()))
                .map(read);
    }

    /** Refuses what goes beyond the limits. Where nothing is asked for, nothing is compared. */
    void enforce(@Nullable String workerType, @Nullable Integer workers, @Nullable Integer timeoutMinutes) {
        ConfigurationObject types = jobs.get(WORKER_TYPE);
        if (types != null
                && workerType != null
                && !types.allowedValues().isEmpty()
                && !types.allowedValues().contains(workerType)) {
            throw Refusals.invalid(
                    "Worker type %s is not allowed by usage profile %s. Allowed values: %s",
                    workerType, name, String.join(", ", types.allowedValues()));
        }
        enforce("Number of workers", WORKERS, workers);
        enforce("Timeout", TIMEOUT, timeoutMinutes);
    }

    private void enforce(String what, String parameter, @Nullable Integer asked) {
        ConfigurationObject limit = jobs.get(parameter);
        if (limit == null || asked == null) {
            return;
        }
        if (limit.maxValue() != null && asked > Long.parseLong(limit.maxValue())) {
            throw Refusals.invalid(
                    "%s %d is more than the maximum %s allowed by usage profile %s.",
                    what, asked, limit.maxValue(), name);
        }
        if (limit.minValue() != null && asked < Long.parseLong(limit.minValue())) {
            throw Refusals.invalid(
                    "%s %d is less than the minimum %s allowed by usage profile %s.",
                    what, asked, limit.minValue(), name);
        }
    }
}
