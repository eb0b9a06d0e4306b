package dev.mastic.runtime.frame;

/** More records failed than a transform was told to tolerate. */
public final class ErrorThresholdExceeded extends RuntimeException {

    ErrorThresholdExceeded(String name, long threshold, long errors, Stage stage) {
        super(errors + " error records exceed the " + name + " of " + threshold
                + (stage.info().isEmpty() ? "" : " of \"" + stage.info() + "\""));
    }
}
