package dev.mastic.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of a driver's files goes to which log stream. A file may go to several.
 *
 * <p>Source: the AWS Glue documentation, "Logging for AWS Glue jobs": from 5.0 on, what the script prints is in one group, its
 * errors included, and what the system says in the other; before, errors went with the system's,
 * as those of Python shell jobs do in every version. Continuous logging adds a group of its own before 5.0.
 *
 * @param name of the route among those of its run
 */
record LogRoute(String name, String file, LogSink.Target target) {
    static final String STDOUT = "stdout";
    static final String STDERR = "stderr";
    static final String SYSTEM = "system";
    static final String PROGRESS = "progress";

    private static final String CONTINUOUS_GROUP = "/aws-glue/jobs/logs-v2";
    private static final int ONE_OUTPUT_SINCE = 5;

    static List<LogRoute> of(Run run) {
        RunSettings.Script script = run.settings().script();
        boolean together = !script.inShell() && script.glueMajor() >= ONE_OUTPUT_SINCE;
        Map<String, String> arguments = together ? run.settings().arguments().merged() : Map.of();
        String group = JobParameter.CUSTOM_LOG_GROUP_PREFIX
                .of(arguments)
                .orElse(run.settings().logGroup());
        String stream = JobParameter.CUSTOM_LOG_STREAM_PREFIX
                .of(arguments)
                .map(prefix -> prefix + "-driver")
                .orElse(run.id());
        LogSink.Target output = new LogSink.Target(group + "/output", stream);
        LogSink.Target error = new LogSink.Target(group + "/error", stream);
        List<LogRoute> routes = new ArrayList<>(List.of(
                new LogRoute(STDOUT, STDOUT, output),
                new LogRoute(STDERR, STDERR, together ? output : error),
                new LogRoute(SYSTEM, SYSTEM, error)));
        if (Observation.isContinuous(run)) {
            addContinuous(routes, run);
        }
        return List.copyOf(routes);
    }

    /** The stream of job run insights, in the group of the system's messages; before 5.0 in that of continuous logs. */
    static Optional<LogSink.Target> insights(Run run, String stream) {
        if (run.settings().script().glueMajor() < ONE_OUTPUT_SINCE) {
            return Optional.of(new LogSink.Target(CONTINUOUS_GROUP, run.id() + stream));
        }
        return of(run).stream()
                .filter(route -> route.name().equals(SYSTEM))
                .map(route -> new LogSink.Target(route.target().group(), run.id() + stream))
                .findFirst();
    }

    private static void addContinuous(List<LogRoute> routes, Run run) {
        Map<String, String> arguments = run.settings().arguments().merged();
        String group = JobParameter.CONTINUOUS_LOG_GROUP.of(arguments).orElse(CONTINUOUS_GROUP);
        String prefix = JobParameter.CONTINUOUS_LOG_STREAM_PREFIX.of(arguments).orElse(run.id());
        routes.add(new LogRoute("continuous", SYSTEM, new LogSink.Target(group, prefix + "-driver")));
        routes.add(new LogRoute(PROGRESS, PROGRESS, new LogSink.Target(group, prefix + "-progress-bar")));
    }
}
