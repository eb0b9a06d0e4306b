package dev.mastic.runtime.driver;

import com.amazonaws.AmazonServiceException;
import dev.mastic.runtime.s3.DeniedObject;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * What went wrong at the bottom of a stack of wrappers, in one line. A permission that AWS denied wins over everything
 * around it: whoever reads a run's error message must learn who lacks what on which resource.
 */
public final class RootCause {
    static final int MESSAGE_CHARS_MAX = 4_000;
    private static final String DENIED = "AccessDenied";

    /** AWS's sentence, up to where the SDK or S3A goes on with its own words. */
    private static final Pattern DENIAL = Pattern.compile(
            "User: \\S+ is not authorized to perform: .*?(?= \\(Service: |, S3 Extended Request ID|\\R|$)");

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

    boolean isDenial() {
        return type.equals(DENIED);
    }

    static RootCause of(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        return causes.stream()
                .flatMap(cause -> denial(String.valueOf(cause.getMessage())).stream())
                .findFirst()
                .or(() -> answerOfService(causes))
                .orElseGet(() -> plain(causes.get(causes.size() - 1)));
    }

    /** AWS's sentence of denial, wherever it stands in a text. */
    static Optional<RootCause> denial(String text) {
        Matcher matcher = DENIAL.matcher(text);
        return matcher.find() ? Optional.of(new RootCause(DENIED, line(matcher.group()))) : Optional.empty();
    }

    /** The object that S3A was refused, whether the refusal gave a reason or not. */
    static Optional<DeniedObject> deniedObject(Throwable thrown) {
        return causes(thrown).stream()
                .filter(AccessDeniedException.class::isInstance)
                .map(cause -> ((AccessDeniedException) cause).getFile())
                .filter(file -> file != null && file.matches("s3[an]?://[^/]+/.+"))
                .map(file -> new DeniedObject(new Path(file).toUri()))
                .findFirst();
    }

    /** From the outside in; what was suppressed on the way comes before the cause, so that the last is the deepest. */
    private static List<Throwable> causes(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> causes = new ArrayList<>();
        Throwable next = thrown;
        while (next != null && seen.add(next)) {
            Collections.addAll(causes, next.getSuppressed());
            causes.add(next);
            next = next.getCause();
        }
        return causes;
    }

    private static Optional<RootCause> answerOfService(List<Throwable> causes) {
        return causes.stream()
                .filter(AmazonServiceException.class::isInstance)
                .map(AmazonServiceException.class::cast)
                .map(answer -> new RootCause(answer.getErrorCode(), line(String.valueOf(answer.getErrorMessage()))))
                .findFirst();
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
