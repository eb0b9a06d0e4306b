package dev.mastic.runtime.driver;

import com.amazonaws.AmazonServiceException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went wrong at the bottom of a stack of wrappers, in one line. A permission that AWS denied wins over everything
 * around it: whoever reads a run's error message must learn who lacks what on which resource.
 */
public final class RootCause {
    static final int MESSAGE_CHARS_MAX = 4_000;

    /** AWS's sentence, up to where the SDK or S3A goes on with its own words. */
    private static final Pattern DENIAL =
            Pattern.compile("User: \\S+ is not authorized to perform: .*?(?= \\(Service: |, S3 Extended Request ID|\\R|$)");

    private static final Pattern TASK_FAILURE = Pattern.compile("\\(TID \\d+\\) \\([^)]*\\): (.+)");

    private final String type;
    private final String message;

    private RootCause(String type, String message) {
        this.type = type;
        this.message = message;
    }

    /** The class's simple name, e.g. {@code FileNotFoundException}. */
    public String type() {
        return type;
    }

    /** One line, without the class's name. */
    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return message.isEmpty() ? type : type + ": " + message;
    }

    static RootCause of(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(thrown);
        Throwable deepest = thrown;
        Optional<RootCause> service = Optional.empty();
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            Optional<RootCause> denial = denial(next);
            if (denial.isPresent()) {
                return denial.get();
            }
            if (next instanceof AmazonServiceException answer && service.isEmpty()) {
                service = Optional.of(new RootCause(answer.getErrorCode(), line(answer.getErrorMessage())));
            }
            if (next.getCause() != null) {
                deepest = next.getCause();
                open.add(next.getCause());
            }
            Collections.addAll(open, next.getSuppressed());
        }
        Throwable bottom = deepest;
        return service.orElseGet(() -> plain(bottom));
    }

    private static Optional<RootCause> denial(Throwable thrown) {
        Matcher matcher = DENIAL.matcher(String.valueOf(thrown.getMessage()));
        return matcher.find() ? Optional.of(new RootCause("AccessDenied", line(matcher.group()))) : Optional.empty();
    }

    private static RootCause plain(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage() == null ? "" : thrown.getMessage());
        // A task's exception often crosses to the driver as text only.
        Matcher task = TASK_FAILURE.matcher(message);
        if (task.find()) {
            String[] parts = task.group(1).split(": ", 2);
            String name = parts[0].substring(parts[0].lastIndexOf('.') + 1);
            return new RootCause(name, line(parts.length > 1 ? parts[1] : ""));
        }
        return new RootCause(thrown.getClass().getSimpleName(), line(message));
    }

    private static String line(String text) {
        String trimmed = text.strip();
        String first = trimmed.lines().findFirst().orElse("");
        return first.length() > MESSAGE_CHARS_MAX ? first.substring(0, MESSAGE_CHARS_MAX) : first;
    }
}
