package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a driver is asked to tell about its run besides its output.
 *
 * @param wishes what is wanted
 * @param logPattern how Spark's own messages are written, where it is not the driver's way
 */
public record Observation(Set<Wish> wishes, Optional<String> logPattern) {
    private static final int OBSERVABILITY_SINCE = 4;
    private static final int CONTINUOUS_UNTIL = 4;

    /** Source: AWS Glue documentation, "Enabling continuous logging for AWS Glue jobs". */
    private static final String CONTINUOUS_PATTERN = "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n";

    /** One thing that can be wanted. */
    public enum Wish {
        /** The metrics of {@code --enable-metrics}, whose presence alone enables them. */
        PROFILING("profiling"),
        /** The metrics of {@code --enable-observability-metrics}. */
        OBSERVABILITY("observability"),
        /** A line that tells how far the stages are. */
        PROGRESS_BAR("progress-bar"),
        /** Spark's event log. */
        EVENT_LOG("event-log"),
        /** Spark's messages of little weight, too. */
        EVERY_MESSAGE("every-message");

        private final String word;

        Wish(String word) {
            this.word = word;
        }

        /** As the protocol of drivers writes it. */
        public String word() {
            return word;
        }
    }

    public Observation {
        wishes = Set.copyOf(wishes);
        requireNonNull(logPattern, "logPattern");
    }

    /** What the run's parameters ask for. */
    public static Observation of(Run run) {
        RunSettings.Script script = run.settings().script();
        if (script.inShell()) {
            return new Observation(Set.of(), Optional.empty());
        }
        Map<String, String> arguments = run.settings().arguments().merged();
        Set<Wish> wishes = EnumSet.noneOf(Wish.class);
        if (arguments.containsKey(JobParameter.ENABLE_METRICS.key())) {
            wishes.add(Wish.PROFILING);
        }
        if (JobParameter.ENABLE_OBSERVABILITY_METRICS.isTrue(arguments) && script.glueMajor() >= OBSERVABILITY_SINCE) {
            wishes.add(Wish.OBSERVABILITY);
        }
        if (eventLogPath(run).isPresent()) {
            wishes.add(Wish.EVENT_LOG);
        }
        if (!isContinuous(run)) {
            return new Observation(wishes, Optional.empty());
        }
        wishes.add(Wish.PROGRESS_BAR);
        if (JobParameter.ENABLE_CONTINUOUS_LOG_FILTER
                .of(arguments)
                .filter("false"::equalsIgnoreCase)
                .isPresent()) {
            wishes.add(Wish.EVERY_MESSAGE);
        }
        return new Observation(
                wishes,
                Optional.of(JobParameter.CONTINUOUS_LOG_CONVERSION_PATTERN
                        .of(arguments)
                        .orElse(CONTINUOUS_PATTERN)));
    }

    /** Where the run's event log goes, when it is wanted. */
    public static Optional<String> eventLogPath(Run run) {
        Map<String, String> arguments = run.settings().arguments().merged();
        return JobParameter.ENABLE_SPARK_UI.isTrue(arguments)
                        && !run.settings().script().inShell()
                ? JobParameter.SPARK_EVENT_LOGS_PATH.of(arguments)
                : Optional.empty();
    }

    /** Whether the run's failure is explained in a stream of its own, which is so unless it is not wanted. */
    static boolean hasInsights(Run run) {
        return !run.settings().script().inShell()
                && JobParameter.ENABLE_JOB_INSIGHTS
                        .of(run.settings().arguments().merged())
                        .filter("false"::equalsIgnoreCase)
                        .isEmpty();
    }

    /** Whether the run has the streams of continuous logging, which versions from 5.0 on do not know any more. */
    static boolean isContinuous(Run run) {
        RunSettings.Script script = run.settings().script();
        return !script.inShell()
                && script.glueMajor() <= CONTINUOUS_UNTIL
                && JobParameter.ENABLE_CONTINUOUS_LOG.isTrue(
                        run.settings().arguments().merged());
    }
}
