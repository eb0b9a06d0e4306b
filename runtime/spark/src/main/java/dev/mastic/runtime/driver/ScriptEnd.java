package dev.mastic.runtime.driver;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a script ended.
 *
 * @param code the status of its process
 * @param line the script's line that it came from, 0 when that is not known
 */
record ScriptEnd(int code, Optional<Failure> failure, int line) {

    /** What went wrong. */
    record Failure(String message, Optional<String> type) {}

    static final ScriptEnd SUCCESS = new ScriptEnd(0, Optional.empty(), 0);

    /** The script ended its process itself. */
    static ScriptEnd exited(int status) {
        return status == 0 ? SUCCESS : failed(status, "The script ended its process with status " + status);
    }

    static ScriptEnd failed(int code, String message) {
        return new ScriptEnd(code, Optional.of(new Failure(message, Optional.empty())), 0);
    }

    static ScriptEnd failed(String message, String type, int line) {
        return new ScriptEnd(1, Optional.of(new Failure(message, Optional.of(type))), line);
    }

    /** The fields of {@code exit.json}. */
    Map<String, Object> fields(long now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", code);
        failure.ifPresent(what -> {
            fields.put("errorMessage", what.message());
            what.type().ifPresent(type -> fields.put("errorType", type));
        });
        if (line > 0) {
            fields.put("line", line);
        }
        fields.put("finishedAt", now);
        return fields;
    }
}
