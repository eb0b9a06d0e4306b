package dev.mastic.runs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every failpoint in the life of a run, in the order in which a run passes them. */
public enum RunFailpoint {
    QUEUED,
    CLAIMED,
    PLANNED,
    PREPARED,
    LAUNCH_RECORDED,
    LAUNCHED,
    RUNNING_RECORDED,
    LOGS_SHIPPED,
    STOP_RECORDED,
    STOP_SIGNALLED,
    END_SEEN,
    LOGS_DRAINED,
    END_RECORDED,
    DIRECTORY_REMOVED,
    RELEASED;

    private final String point = "runs." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The failpoint's name, e.g. {@code runs.launch-recorded}. */
    public String point() {
        return point;
    }

    /** The names of all. */
    public static List<String> points() {
        return Arrays.stream(values()).map(RunFailpoint::point).toList();
    }
}
