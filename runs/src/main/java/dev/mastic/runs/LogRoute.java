package dev.mastic.runs;

import java.util.List;
import java.util.Map;

/**
 * Which of a driver's files goes to which log stream.
 *
 * <p>Source: the AWS Glue documentation, "Logging for AWS Glue jobs": from 5.0 on, what the script prints is in one group, its
 * errors included, and what the system says in the other; before, errors went with the system's,
 * as those of Python shell jobs do in every version.
 */
record LogRoute(String file, LogSink.Target target) {
    static final String STDOUT = "stdout";
    static final String STDERR = "stderr";
    static final String SYSTEM = "system";

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
        return List.of(
                new LogRoute(STDOUT, output),
                new LogRoute(STDERR, together ? output : error),
                new LogRoute(SYSTEM, error));
    }
}
