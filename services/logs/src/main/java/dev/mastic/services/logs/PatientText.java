package dev.mastic.services.logs;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;

/** A text that a caller's pattern can look at only so often, so that no pattern keeps the server busy. */
final class PatientText implements CharSequence {
    // A pattern without backtracking looks at each character a few times.
    private static final int LOOKS_FOR_EACH_CHARACTER_MAX = 200;
    private static final int LOOKS_MIN = 10_000;

    private final String text;
    private long looksLeft;

    PatientText(String text) {
        this.text = text;
        looksLeft = LOOKS_MIN + (long) LOOKS_FOR_EACH_CHARACTER_MAX * text.length();
    }

    @Override
    public char charAt(int index) {
        if (--looksLeft < 0) {
            throw new ServiceException(ErrorCode.INVALID_PARAMETER, "The filter pattern takes too long to match.");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
