package dev.mastic.services.catalog.expression;

/** Compares texts as the database does: by code point, which is the order of their UTF-8 bytes. */
public final class SortableText {
    private SortableText() {}

    public static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return weight(left.charAt(i)) - weight(right.charAt(i));
            }
        }
        return left.length() - right.length();
    }

    // Surrogates stand for code points above U+FFFF, but are numbered below U+E000.
    private static int weight(char c) {
        return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
    }
}
