package dev.mastic.runtime.frame.predicate;

import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * {@code int(text)} and {@code float(text)} of CPython 3.11, null where those raise ValueError. Generated code calls them, so
 * they are public.
 */
public final class PythonNumbers {

    // Python refuses longer texts with ValueError (sys.get_int_max_str_digits).
    private static final int INT_DIGITS_MAX = 4300;
    // Any number of so few digits fits 63 bits.
    private static final int LONG_DIGITS_MAX = 18;
    // Digits of Unicode 14, which CPython 3.11 knows and JDK 17 does not.
    private static final int TANGSA_DIGIT_ZERO = 0x16AC0;

    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*";
    private static final Pattern INT = Pattern.compile("[+-]?" + DIGITS);
    private static final Pattern FLOAT = Pattern.compile(
            "[+-]?(?:" + DIGITS + "\\.?(?:" + DIGITS + ")?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?");
    private static final Pattern INFINITY = Pattern.compile("[+-]?inf(?:inity)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAN = Pattern.compile("[+-]?nan", Pattern.CASE_INSENSITIVE);

    private PythonNumbers() {}

    /** The integer, or the nearest end of the 64-bit range when it lies beyond. */
    public static @Nullable Long toInt(UTF8String text) {
        String number = text.toString();
        return isShortNumber(number) ? (Long) Long.parseLong(number) : anyInt(number);
    }

    // Nearly all texts of integers are digits and nothing else: no blanks, signs or other scripts to look for.
    private static boolean isShortNumber(String text) {
        int length = text.length();
        if (length == 0 || length > LONG_DIGITS_MAX) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Long anyInt(String text) {
        String plain = plain(text);
        if (!INT.matcher(plain).matches()) {
            return null;
        }
        boolean negative = plain.charAt(0) == '-';
        String digits = plain.replaceAll("[_+-]", "");
        if (digits.length() > INT_DIGITS_MAX) {
            return null;
        }
        String significant = digits.replaceFirst("^0+(?=[0-9])", "");
        if (significant.length() <= LONG_DIGITS_MAX) {
            long value = Long.parseLong(significant);
            return negative ? -value : value;
        }
        java.math.BigInteger exact = new java.math.BigInteger(significant);
        java.math.BigInteger signed = negative ? exact.negate() : exact;
        if (signed.bitLength() < Long.SIZE) {
            return signed.longValue();
        }
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** {@code int(number)} of a finite float, or the nearest end of the 64-bit range when it lies beyond. */
    public static long trunc(double number) {
        return (long) number;
    }

    /** The float, infinities and NaN included. */
    public static @Nullable Double toFloat(UTF8String text) {
        String plain = plain(text.toString());
        if (FLOAT.matcher(plain).matches()) {
            return Double.valueOf(plain.replace("_", ""));
        } else if (INFINITY.matcher(plain).matches()) {
            return plain.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return NAN.matcher(plain).matches() ? Double.NaN : null;
    }

    /** The text with ASCII digits and without the blanks at its ends, as CPython prepares it before it looks at the number. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(character -> plain.appendCodePoint(ascii(character)));
        int from = 0;
        int to = plain.length();
        while (from < to && isBlank(plain.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(plain.charAt(to - 1))) {
            to--;
        }
        return plain.substring(from, to);
    }

    private static int ascii(int character) {
        if (character < 128) {
            return character;
        } else if (character >= TANGSA_DIGIT_ZERO && character < TANGSA_DIGIT_ZERO + 10) {
            return '0' + character - TANGSA_DIGIT_ZERO;
        } else if (Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER) {
            return '0' + Character.digit(character, 10);
        }
        return Character.isSpaceChar(character) || character == 0x85 ? ' ' : character;
    }

    // Not 0x1c to 0x1f, which str.strip() takes for blanks and int() does not.
    private static boolean isBlank(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }
}
