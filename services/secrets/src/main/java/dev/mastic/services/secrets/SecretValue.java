package dev.mastic.services.secrets;

import java.util.Arrays;

/** What a secret keeps. It has no text of its own, so that no log shows it. */
final class SecretValue {
    private final Kind kind;
    private final byte[] bytes;

    /** Which of the API's two members a value stands in. */
    enum Kind {
        STRING,
        BINARY
    }

    /**
     * Takes a value.
     *
     * @param bytes of a text in UTF-8
     */
    SecretValue(Kind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes.clone();
    }

    Kind kind() {
        return kind;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    boolean sameAs(SecretValue other) {
        return kind == other.kind && Arrays.equals(bytes, other.bytes);
    }
}
