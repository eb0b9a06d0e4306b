package dev.mastic.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a script finds in {@code sys.argv}, as Glue gives it: the merged arguments, special ones included, then the ids.
 *
 * <p>A parameter with an empty value is its key followed by an empty argument.
 */
final class ScriptArguments {
    private static final String TEMP_DIR = "--TempDir";

    private ScriptArguments() {}

    static List<String> of(Run run) {
        Map<String, String> merged = run.settings().arguments().merged();
        List<String> arguments = new ArrayList<>();
        merged.forEach((key, value) -> {
            if (!TEMP_DIR.equals(key)) {
                arguments.add(key);
                arguments.add(value);
            }
        });
        arguments.addAll(List.of("--JOB_ID", run.settings().jobId(), "--JOB_RUN_ID", run.id()));
        arguments.addAll(List.of("--JOB_NAME", run.job().name()));
        String tempDir = merged.get(TEMP_DIR);
        if (tempDir != null) {
            arguments.addAll(List.of(TEMP_DIR, tempDir));
        }
        return arguments;
    }
}
