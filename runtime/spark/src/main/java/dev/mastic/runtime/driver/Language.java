package dev.mastic.runtime.driver;

import java.util.Locale;

/** What scripts are written in. */
enum Language {
    /** The script runs in the driver's Python half. */
    PYTHON,
    /** The script, or a jar in its place, runs in the driver's JVM. */
    SCALA;

    static Language parse(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "python" -> PYTHON;
            case "scala" -> SCALA;
            default -> throw new UnsupportedOperationException("language: " + name + " (supported: python, scala)");
        };
    }
}
