package dev.mastic.runtime.driver;

/** What a compiler has to say about a script that it could not compile. */
public final class ScriptNotCompiled extends RuntimeException {
    private final int line;
    private final String report;

    /**
     * The first error, and everything.
     *
     * @param message the first error, with the file and the line it is in
     * @param line that line, 0 when it is of no line
     * @param report all errors and warnings, each with its line of the script
     */
    public ScriptNotCompiled(String message, int line, String report) {
        super(message);
        this.line = line;
        this.report = report;
    }

    int line() {
        return line;
    }

    String report() {
        return report;
    }
}
