package dev.mastic.services.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The order of keys: that of the bytes of their UTF-8, which is that of their code points, not of Java's strings. */
final class KeyOrder {
    private static final int CODE_POINT_MAX = Character.MAX_CODE_POINT;

    private KeyOrder() {}

    static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** The first possible key after the given one. */
    static String behind(String key) {
        return key + '\0';
    }

    /** The first possible key after all that begin with a prefix; empty when there can be none. */
    static Optional<String> behindAll(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < CODE_POINT_MAX) {
                // The code points of surrogates are no characters: what follows U+D7FF is U+E000.
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return Optional.of(prefix.substring(0, end) + Character.toString(next));
            }
        }
        return Optional.empty();
    }
}
