package dev.mastic.services.crawlers.inference;

/** A file that says of itself what it is and then is not. */
public final class DamagedFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DamagedFileException(String message) {
        super(message);
    }

    public DamagedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
