package dev.mastic.runtime.bookmark;

/** The bookmark cannot be moved: something else has changed what the run started from. */
public final class BookmarkConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BookmarkConflict(String message) {
        super(message);
    }
}
