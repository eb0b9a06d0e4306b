package dev.mastic.services.access.policy;

import java.util.Arrays;

/** A text with wildcards, apart from its literal stars and question marks. */
final class Glob {
    private static final int ANY_TEXT = -1;
    private static final int ANY_CHAR = -2;

    private final int[] symbols;

    private Glob(int[] symbols) {
        this.symbols = symbols;
    }

    /** Collects a glob piece by piece. */
    static final class Builder {
        private int[] symbols = new int[64];
        private int length;

        /** Adds text as policies write it, where {@code *} and {@code ?} are wildcards. */
        Builder addPattern(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                add(c == '*' ? ANY_TEXT : c == '?' ? ANY_CHAR : c);
            }
            return this;
        }

        /** Adds text that stands for itself. */
        Builder addLiteral(String text) {
            for (int i = 0; i < text.length(); i++) {
                add(text.charAt(i));
            }
            return this;
        }

        Glob build() {
            return new Glob(Arrays.copyOf(symbols, length));
        }

        private void add(int symbol) {
            if (length == symbols.length) {
                symbols = Arrays.copyOf(symbols, length * 2);
            }
            symbols[length] = symbol;
            length++;
        }
    }

    static Glob of(String pattern) {
        return new Builder().addPattern(pattern).build();
    }

    boolean matches(String text) {
        return matches(0, symbols.length, text, 0, text.length());
    }

    /**
     * Matches as ARN conditions do: each of the six parts between colons for itself, so that a star does not reach over
     * a colon except in the last part.
     */
    boolean matchesArn(String arn) {
        int from = 0;
        int textFrom = 0;
        for (int part = 1; part < ARN_PARTS; part++) {
            int end = colon(from);
            int textEnd = arn.indexOf(':', textFrom);
            if (end < 0 || textEnd < 0 || !matches(from, end, arn, textFrom, textEnd)) {
                return false;
            }
            from = end + 1;
            textFrom = textEnd + 1;
        }
        return matches(from, symbols.length, arn, textFrom, arn.length());
    }

    private static final int ARN_PARTS = 6;

    private int colon(int from) {
        for (int i = from; i < symbols.length; i++) {
            if (symbols[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    // One pass with one point to come back to: the last star is the only one that ever has to take more.
    private boolean matches(int patternFrom, int patternEnd, String text, int textFrom, int textEnd) {
        int p = patternFrom;
        int t = textFrom;
        int star = -1;
        int taken = textFrom;
        while (t < textEnd) {
            if (p < patternEnd && symbols[p] == ANY_TEXT) {
                star = p;
                taken = t;
                p++;
            } else if (p < patternEnd && (symbols[p] == ANY_CHAR || symbols[p] == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                taken++;
                t = taken;
            } else {
                return false;
            }
        }
        while (p < patternEnd && symbols[p] == ANY_TEXT) {
            p++;
        }
        return p == patternEnd;
    }
}
