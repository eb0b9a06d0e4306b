package dev.mastic.aws.model;

import java.util.regex.Pattern;

/**
 * Text that gives up when an expression looks at it too often, so that no input can keep a pattern with nested repetition
 * busy for ever.
 */
final class BoundedText implements CharSequence {
    private static final int FREE_CHARS = 64;
    private static final int LOOKS_PER_CHAR_MAX = 200;

    private final CharSequence text;
    private final int[] looksLeft;

    private BoundedText(CharSequence text, int[] looksLeft) {
        this.text = text;
        this.looksLeft = looksLeft;
    }

    /** Whether the whole text matches; text that is too hard to decide does not. */
    static boolean matches(Pattern pattern, String text) {
        if (text.length() <= FREE_CHARS) {
            return pattern.matcher(text).matches();
        }
        try {
            int[] looks = {text.length() * LOOKS_PER_CHAR_MAX};
            return pattern.matcher(new BoundedText(text, looks)).matches();
        } catch (TooHard | StackOverflowError tooHard) {
            return false;
        }
    }

    @Override
    public char charAt(int index) {
        if (--looksLeft[0] < 0) {
            throw new TooHard();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), looksLeft);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static final class TooHard extends RuntimeException {
        private TooHard() {
            super("too hard to match", null, false, false);
        }
    }
}
