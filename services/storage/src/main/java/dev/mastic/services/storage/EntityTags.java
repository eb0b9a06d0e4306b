package dev.mastic.services.storage;

import java.util.Arrays;

/** ETags as conditions name them. */
final class EntityTags {
    static final String ANY = "*";

    private EntityTags() {}

    /** Whether a list of ETags, each with or without quotes, names the given one. */
    static boolean matches(String list, String etag) {
        return Arrays.stream(list.split(",", -1))
                .map(EntityTags::unquoted)
                .anyMatch(each -> each.equals(ANY) || each.equals(etag));
    }

    static String quoted(String etag) {
        return '"' + etag + '"';
    }

    static String unquoted(String etag) {
        String trimmed = etag.strip();
        String strong = trimmed.startsWith("W/") ? trimmed.substring(2) : trimmed;
        return strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"")
                ? strong.substring(1, strong.length() - 1)
                : strong;
    }
}
