package dev.mastic.runtime.frame;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Sees at a glance that a text is no fraction, before anybody tries in vain to read it; generated code calls it, so it is public. */
public record FractionText() implements Serializable {

    private static final Set<String> WORDS = Set.of("inf", "infinity", "nan");

    /** False only for a text that is surely no number, nor one of the words for what is beyond numbers. */
    public boolean mayBe(UTF8String text) {
        int end = text.numBytes();
        while (end > 0 && isBlank(byteAt(text, end - 1))) {
            end--;
        }
        if (end == 0) {
            return false;
        }
        byte last = byteAt(text, end - 1);
        if ((last >= '0' && last <= '9') || last == '.') {
            return true;
        }
        // A number may end in the mark of its type, in decimal or in hexadecimal form; a word has at most a sign before
        // it.
        return switch (last | 0x20) {
            case 'd' -> end > 1;
            case 'f', 'n', 'y' -> end > 1 && (hasDigit(text, end) || isWord(text));
            default -> false;
        };
    }

    private static boolean hasDigit(UTF8String text, int end) {
        for (int at = 0; at < end; at++) {
            byte one = byteAt(text, at);
            if (one >= '0' && one <= '9') {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(UTF8String text) {
        String word = text.toString().trim().toLowerCase(Locale.ROOT);
        return WORDS.contains(word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word);
    }

    private static byte byteAt(UTF8String text, int at) {
        return Platform.getByte(text.getBaseObject(), text.getBaseOffset() + at);
    }

    private static boolean isBlank(byte one) {
        // What String.trim takes off: control characters and the space.
        return one >= 0 && one <= ' ';
    }
}
