package dev.mastic.services.crawlers.inference;

/** A text that can be looked at only so often, so that no pattern keeps the server busy. */
final class PatientText implements CharSequence {
    private static final int LOOKS_MAX = 200_000;

    private final String text;
    private int looks;

    PatientText(String text) {
        this.text = text;
    }

    /** The pattern asked for more looks than there are. */
    static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS_MAX) {
            throw new ExhaustedException();
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
