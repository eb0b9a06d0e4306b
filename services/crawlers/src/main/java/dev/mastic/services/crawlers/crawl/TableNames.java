package dev.mastic.services.crawlers.crawl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names of tables and keys that crawlers give. */
final class TableNames {
    private static final int NAME_CHARS_MAX = 255;
    private static final int HASH_BYTES = 16;

    private TableNames() {}

    /** Lower case letters, digits and underscores, with the prefix in front. */
    static String of(String prefix, String folder) {
        String name = prefix.toLowerCase(Locale.ROOT) + fold(folder);
        return name.substring(0, Math.min(name.length(), NAME_CHARS_MAX - 2 * HASH_BYTES - 1));
    }

    /** The name of a key, or the one by its place. */
    static String key(String name, int index) {
        return name.isEmpty() ? "partition_" + index : fold(name);
    }

    /** Another name, for a place whose own name is taken. */
    static String distinct(String name, String location) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(location.getBytes(StandardCharsets.UTF_8));
            return name + "_" + HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_]", "_");
    }
}
