package dev.mastic.services.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What depends on a Glue version. Every version's name is accepted and echoed. */
record GlueVersion(int major, int minor) {
    // The default of the Glue model of November 2026.
    static final String DEFAULT = "6.0";

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
    private static final GlueVersion NEWEST = new GlueVersion(6, 0);
    private static final int SHORT_TIMEOUT_SINCE = 5;
    private static final int FLEX_SINCE = 3;
    private static final int TIMEOUT_MINUTES = 480;
    private static final int OLD_TIMEOUT_MINUTES = 2_880;

    /** The version of a name; {@code auto} and names of the future count as the newest. */
    static GlueVersion of(String name) {
        Matcher number = NUMBER.matcher(name);
        return number.matches()
                ? new GlueVersion(Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)))
                : NEWEST;
    }

    int defaultTimeoutMinutes() {
        return major >= SHORT_TIMEOUT_SINCE ? TIMEOUT_MINUTES : OLD_TIMEOUT_MINUTES;
    }

    boolean hasFlex() {
        return major >= FLEX_SINCE;
    }
}
