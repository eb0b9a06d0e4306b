package dev.mastic.services.jobs;

import com.google.errorprone.annotations.Immutable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What depends on a Glue version. Every version's name is accepted and echoed. */
@Immutable
record GlueVersion(int major, int minor) implements Comparable<GlueVersion> {
    // The default of the Glue model of November 2026.
    static final String DEFAULT = "6.0";

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
    static final GlueVersion NEWEST = new GlueVersion(6, 0);
    private static final Comparator<GlueVersion> ORDER =
            Comparator.comparingInt(GlueVersion::major).thenComparingInt(GlueVersion::minor);
    private static final int SHORT_TIMEOUT_SINCE = 5;
    private static final int FLEX_SINCE = 3;
    private static final int TIMEOUT_MINUTES = 480;
    private static final int OLD_TIMEOUT_MINUTES = 2_880;

    /** The version of a name; {@code auto} and names of the future count as the newest. */
    static GlueVersion of(String name) {
        Matcher number = NUMBER.matcher(name);
        if (!number.matches()) {
            return NEWEST;
        }
        GlueVersion version = new GlueVersion(Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)));
        return version.compareTo(NEWEST) > 0 ? NEWEST : version;
    }

    @Override
    public int compareTo(GlueVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    int defaultTimeoutMinutes() {
        return major >= SHORT_TIMEOUT_SINCE ? TIMEOUT_MINUTES : OLD_TIMEOUT_MINUTES;
    }

    boolean hasFlex() {
        return major >= FLEX_SINCE;
    }
}
