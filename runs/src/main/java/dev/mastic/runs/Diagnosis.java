package dev.mastic.runs;

import dev.mastic.runs.DriverSighting.Exit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error of a script means: its kind, the line it came from, and a remedy, in the words of Glue's own messages:
 * {@code Error Category: IMPORT_ERROR; Failed Line Number: 3; ModuleNotFoundError: No module named 'x'}.
 *
 * @param category which kind of error it is
 * @param line the script's line, where it is known
 * @param error what was thrown, in one line
 * @param remedy what to do; empty when there is nothing to say
 */
record Diagnosis(ErrorCategory category, Optional<Integer> line, String error, String remedy) {
    private static final Pattern DENIED = Pattern.compile(
            "is not authorized to perform: (?<action>[\\w:-]+)(?: on resource: \"?(?<resource>[^\\s\"]+))?");
    private static final Pattern ERROR_CLASS = Pattern.compile("\\[(?<class>[A-Z][A-Z_]+(?:\\.[A-Z_]+)*)]");
    private static final Pattern EXECUTOR = Pattern.compile("ExecutorLost|executor \\d+|Lost task|Container killed");

    private static final String EXECUTOR_MEMORY =
            "out of memory in an executor; give it more (a larger WorkerType, spark.executor.memory in --conf), or smaller pieces"
                    + " (repartition before the wide step; one key that holds most rows needs salting)";

    static Diagnosis of(Exit exit) {
        String error = exit.errorMessage().orElse("The script ended with status " + exit.code());
        ErrorCategory category = ErrorCategory.of(error);
        return new Diagnosis(category, exit.line(), error, remedy(category, error));
    }

    Fault fault() {
        return category == ErrorCategory.OUT_OF_MEMORY_ERROR || category == ErrorCategory.DISK_NO_SPACE_ERROR
                ? Fault.RESOURCES
                : Fault.CALLER;
    }

    /** In the form that Glue gives to the messages of Spark jobs. */
    String inFull() {
        StringBuilder text = new StringBuilder("Error Category: ").append(category.glueName());
        line.ifPresent(number -> text.append("; Failed Line Number: ").append(number));
        Matcher errorClass = ERROR_CLASS.matcher(error);
        if (errorClass.find()) {
            text.append("; Spark Error Class: ").append(errorClass.group("class"));
        }
        return text.append("; ").append(inShort()).toString();
    }

    /** The error and the remedy alone. */
    String inShort() {
        return remedy.isEmpty() ? error : error + " (" + remedy + ")";
    }

    private static String remedy(ErrorCategory category, String error) {
        return switch (category) {
            case PERMISSION_ERROR -> permission(error);
            case OUT_OF_MEMORY_ERROR -> EXECUTOR.matcher(error).find() ? EXECUTOR_MEMORY : Endings.MEMORY_ADVICE;
            default -> category.remedy();
        };
    }

    private static String permission(String error) {
        Matcher denied = DENIED.matcher(error);
        if (!denied.find()) {
            return "";
        }
        String resource = denied.group("resource");
        return resource == null
                ? "allow %s in a policy of the job's role".formatted(denied.group("action"))
                : "allow %s on %s in a policy of the job's role".formatted(denied.group("action"), resource);
    }
}
