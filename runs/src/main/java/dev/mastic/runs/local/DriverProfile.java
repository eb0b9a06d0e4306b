package dev.mastic.runs.local;

import dev.mastic.runs.Fault;
import dev.mastic.runs.RunFailure;
import dev.mastic.runs.RunPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a driver's JVM must have been started with, and cannot be given later.
 *
 * <p>The rule that decides between a warm driver and a cold one: a run is served by a warm driver that was started with its
 * profile. Jars of its own are fetched for each run, so such a run always starts cold. Other settings of Spark, static ones included, are no reason: a warm driver
 * replaces its context for them in a fraction of a second.
 *
 * @param heap the largest heap, empty for the server's default
 * @param options further JVM options
 * @param classPath extra entries of the class path, relative to the run's files
 * @param language a driver for Python serves Scala too, when it is there anyway
 */
record DriverProfile(String heap, List<String> options, RunPlan.Jars classPath, RunPlan.Language language) {
    static final DriverProfile DEFAULT = new DriverProfile("", List.of(), RunPlan.Jars.NONE, RunPlan.Language.PYTHON);

    private static final String MEMORY = "spark.driver.memory";
    private static final List<String> OPTIONS =
            List.of("spark.driver.defaultJavaOptions", "spark.driver.extraJavaOptions");
    private static final Pattern SIZE = Pattern.compile("(\\d+[kmgt])b?");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    DriverProfile {
        options = List.copyOf(options);
    }

    static DriverProfile of(RunPlan plan) {
        Map<String, String> settings = plan.settings();
        List<String> options = new ArrayList<>();
        for (String key : OPTIONS) {
            Arrays.stream(SPACES.split(settings.getOrDefault(key, ""), -1))
                    .filter(option -> !option.isEmpty())
                    .forEach(options::add);
        }
        return new DriverProfile(
                heap(settings.getOrDefault(MEMORY, "")),
                options,
                plan.jars(),
                plan.script().language());
    }

    /** Whether a driver of this profile can be started before the run is there. */
    boolean isKnownBefore() {
        return classPath.paths().isEmpty();
    }

    /** The profile of the warm drivers that serve this one: those for Python serve Scala too. */
    DriverProfile served() {
        return new DriverProfile(heap, options, classPath, RunPlan.Language.PYTHON);
    }

    private static String heap(String memory) {
        if (memory.isEmpty()) {
            return "";
        }
        var size = SIZE.matcher(memory.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new RunFailure(Fault.CALLER, "--conf %s: %s (expected: a size, e.g. 4g)", MEMORY, memory);
        }
        return size.group(1);
    }
}
