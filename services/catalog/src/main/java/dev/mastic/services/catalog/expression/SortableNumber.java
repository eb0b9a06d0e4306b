package dev.mastic.services.catalog.expression;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Numbers as texts that sort like the numbers: a sign, the power of ten of the first digit, the digits.
 *
 * <p>Below zero power and digits are written as what they lack to 9, and {@code ~} ends the digits, so that the larger
 * amount sorts first.
 */
final class SortableNumber {
    private static final String NEGATIVE = "0";
    private static final String ZERO = "1";
    private static final String POSITIVE = "2";
    // A partition value has at most 1024 characters, so no power of ten leaves five digits.
    private static final int POWER_ZERO = 50_000;
    private static final char AFTER_DIGITS = '~';

    private SortableNumber() {}

    static String of(BigDecimal number) {
        if (number.signum() == 0) {
            return ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        int power = stripped.precision() - stripped.scale() - 1;
        String digits = String.format(Locale.ROOT, "%05d", power + POWER_ZERO)
                + stripped.unscaledValue().abs();
        return number.signum() > 0 ? POSITIVE + digits : NEGATIVE + complement(digits) + AFTER_DIGITS;
    }

    private static String complement(String digits) {
        StringBuilder complement = new StringBuilder(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            complement.append((char) ('0' + '9' - digits.charAt(i)));
        }
        return complement.toString();
    }
}
