package dev.mastic.aws.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with one input, in AWS's words. */
final class Violations {
    private static final int LISTED_MAX = 20;
    private static final int VALUE_CHARS_MAX = 4096;
    private static final String HIDDEN = "";
    private static final String IAM_NAME = "Member must satisfy regular expression pattern: [\\w+=,.@-]+";

    private final List<String> found = new ArrayList<>();
    private int count;
    private boolean inPayload;
    private @Nullable Path invalidName;

    /** Notes that the value at a path does not do what it must, e.g. "Member must not be null". */
    void add(Path path, String shown, String demand) {
        count++;
        if (demand.equals(IAM_NAME)) {
            invalidName = path;
        }
        if (found.size() < LISTED_MAX) {
            found.add("Value" + shown + " at '" + path + "' failed to satisfy constraint: " + demand);
        }
    }

    /** Notes that one of the violations is in the payload, not in a header or the query. */
    void markPayload() {
        inPayload = true;
    }

    /** The name that holds characters IAM does not allow, if that is all that is wrong. */
    Optional<Path> invalidIamName() {
        return count == 1 ? Optional.ofNullable(invalidName) : Optional.empty();
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean concernPayload() {
        return inPayload;
    }

    String message() {
        return count
                + (count == 1 ? " validation error detected: " : " validation errors detected: ")
                + String.join("; ", found);
    }

    /** A value as the message shows it; a sensitive one is left out. */
    static String shown(Object value, boolean sensitive) {
        if (sensitive) {
            return HIDDEN;
        }
        String text = value.toString();
        return " '" + (text.length() > VALUE_CHARS_MAX ? text.substring(0, VALUE_CHARS_MAX) + "…" : text) + "'";
    }
}
