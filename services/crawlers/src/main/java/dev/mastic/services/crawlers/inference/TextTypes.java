package dev.mastic.services.crawlers.inference;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Which type a text of CSV or XML has. Dates stay texts, as on AWS. */
final class TextTypes {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final int NUMBER_CHARS_MAX = 60;

    private TextTypes() {}

    static DataType of(String value) {
        if (value.isEmpty()) {
            return DataType.NOTHING;
        }
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return DataType.BOOLEAN;
        }
        if (value.length() > NUMBER_CHARS_MAX) {
            return DataType.STRING;
        }
        if (WHOLE.matcher(value).matches()) {
            return new BigInteger(value).bitLength() < Long.SIZE ? DataType.BIGINT : DataType.STRING;
        }
        return NUMBER.matcher(value).matches() ? DataType.DOUBLE : DataType.STRING;
    }
}
