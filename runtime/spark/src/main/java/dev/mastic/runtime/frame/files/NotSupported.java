package dev.mastic.runtime.frame.files;

/** A part of Glue's surface that does not exist here. It is refused by name, because to ignore it would give other results. */
public final class NotSupported extends UnsupportedOperationException {

    public NotSupported(String what) {
        super("not supported by Mastic: " + what);
    }

    public NotSupported(String what, String expected) {
        this(what + " (supported: " + expected + ")");
    }
}
