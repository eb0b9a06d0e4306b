package dev.mastic.services.secrets;

/** A secret's value as the database keeps it. */
final class SealedValue {
    private final SecretValue.Kind kind;
    private final byte[] bytes;

    /**
     * Takes what was sealed.
     *
     * @param kind what it was given as
     */
    SealedValue(SecretValue.Kind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes.clone();
    }

    SecretValue.Kind kind() {
        return kind;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
