package dev.mastic.runtime.frame;

/**
 * Where in the script a transform was called, and how many errors it tolerates.
 *
 * @param site the lines of the script that called it
 * @param info the words that the script gave along
 * @param stageThreshold the errors of this transform that are tolerated; 0 tolerates any number
 * @param totalThreshold the errors up to and with this transform that are tolerated; 0 tolerates any number
 */
public record Stage(String site, String info, long stageThreshold, long totalThreshold) {

    /** A stage that nobody named and that tolerates any number of errors. */
    public static final Stage UNNAMED = new Stage("", "", 0, 0);
}
