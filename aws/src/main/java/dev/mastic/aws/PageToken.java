package dev.mastic.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The key of the last item of a page, as the opaque text that clients send back as {@code NextToken}. */
public final class PageToken {
    private static final char SEPARATOR = '\u0000';

    private PageToken() {}

    /** The token for a page that ended with the given key. */
    public static String of(List<String> key) {
        String joined = String.join(String.valueOf(SEPARATOR), key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    public static String of(String... key) {
        return of(List.of(key));
    }

    /**
     * The key inside a token.
     *
     * @param parts how many parts the key has
     * @param refusal the error of the service for a token it did not make
     */
    public static List<String> key(String token, int parts, ErrorCode refusal) {
        try {
            String joined = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            List<String> key = split(joined);
            if (key.size() == parts) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // answered below: a token this server did not make
        }
        throw new ServiceException(refusal, "The specified pagination token is not valid.");
    }

    private static List<String> split(String joined) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = joined.indexOf(SEPARATOR); at >= 0; at = joined.indexOf(SEPARATOR, from)) {
            parts.add(joined.substring(from, at));
            from = at + 1;
        }
        parts.add(joined.substring(from));
        return parts;
    }
}
