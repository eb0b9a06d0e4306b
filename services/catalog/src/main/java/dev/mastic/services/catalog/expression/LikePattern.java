package dev.mastic.services.catalog.expression;

/** SQL's LIKE, told upper from lower case, in time proportional to pattern and text at worst. */
final class LikePattern {
    private static final int ANY_TEXT = '%';
    private static final int ANY_CHARACTER = '_';

    private LikePattern() {}

    static boolean matches(String pattern, String text) {
        int[] wanted = pattern.codePoints().toArray();
        int[] given = text.codePoints().toArray();
        int p = 0;
        int t = 0;
        int lastAny = -1;
        int resumeAt = 0;
        while (t < given.length) {
            if (p < wanted.length && wanted[p] == ANY_TEXT) {
                lastAny = p++;
                resumeAt = t;
            } else if (p < wanted.length && (wanted[p] == ANY_CHARACTER || wanted[p] == given[t])) {
                p++;
                t++;
            } else if (lastAny >= 0) {
                // The last % takes one character more, and what follows it is tried again.
                p = lastAny + 1;
                t = ++resumeAt;
            } else {
                return false;
            }
        }
        while (p < wanted.length && wanted[p] == ANY_TEXT) {
            p++;
        }
        return p == wanted.length;
    }
}
