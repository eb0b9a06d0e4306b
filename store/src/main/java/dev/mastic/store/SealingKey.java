package dev.mastic.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals what must not be read out of a copy of the database: AES-256-GCM, the key kept beside the database. */
public final class SealingKey {
    /** The length of a key. */
    public static final int KEY_BYTES = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    /**
     * Takes a key.
     *
     * @param key 32 bytes
     */
    public SealingKey(byte[] key, SecureRandom random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of %d bytes (expected: %d)".formatted(key.length, KEY_BYTES));
        }
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /**
     * Seals a value for one place, so that a row copied over another cannot be opened there.
     *
     * @param place what the value belongs to, e.g. an ARN and a version
     */
    public byte[] seal(byte[] plain, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal a value of " + place, e);
        }
    }

    /**
     * Opens what was sealed for this place.
     *
     * @throws IllegalStateException when it was sealed with another key, for another place, or changed since
     */
    public byte[] open(byte[] sealed, String place) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(sealed);
            byte[] nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            byte[] rest = new byte[bytes.remaining()];
            bytes.get(rest);
            return cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(rest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a value of " + place + " was not sealed with this server's key", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "SealingKey[hidden]";
    }
}
