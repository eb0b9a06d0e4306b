package dev.mastic.runtime.bookmark;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run does with its job's bookmark: the values of {@code --job-bookmark-option}. */
public enum BookmarkMode {
    /** Reads what is new, and moves the bookmark. */
    ENABLED,
    /** Reads what is new or a window of earlier runs, and leaves the bookmark where it is. */
    PAUSED,
    /** Reads everything, and leaves the bookmark where it is. */
    DISABLED;

    static final String OPTION = "--job-bookmark-option";

    /** The mode that a job's arguments ask for; Glue's older names are taken too. */
    static BookmarkMode of(Map<String, @Nullable String> arguments) {
        Optional<String> value = argument(arguments, OPTION).or(() -> argument(arguments, "--continuation-option"));
        return switch (value.orElse("job-bookmark-disable")) {
            case "job-bookmark-enable", "continuation-enabled" -> ENABLED;
            case "job-bookmark-pause", "continuation-readonly" -> PAUSED;
            case "job-bookmark-disable", "continuation-ignore" -> DISABLED;
            default ->
                throw new IllegalArgumentException(OPTION + ": " + value.orElseThrow()
                        + " (expected: job-bookmark-enable, job-bookmark-pause or job-bookmark-disable)");
        };
    }

    /** An argument under its own name, or as {@code getResolvedOptions} names it: without dashes, with underscores. */
    static Optional<String> argument(Map<String, @Nullable String> arguments, String option) {
        String resolved = arguments.get(option.substring(2).replace('-', '_'));
        return Optional.ofNullable(resolved != null ? resolved : arguments.get(option))
                .filter(value -> !value.isEmpty());
    }
}
