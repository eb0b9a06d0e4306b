package dev.mastic.services.crawlers.inference;

import java.util.Arrays;

/** The bytes by which formats tell themselves. */
final class Magic {
    private Magic() {}

    static boolean begins(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    static boolean ends(byte[] bytes, byte[] magic) {
        int from = bytes.length - magic.length;
        return from >= 0 && Arrays.equals(bytes, from, bytes.length, magic, 0, magic.length);
    }
}
