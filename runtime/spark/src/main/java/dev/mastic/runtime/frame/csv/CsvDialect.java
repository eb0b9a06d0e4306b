package dev.mastic.runtime.frame.csv;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/**
 * How lines of CSV are written.
 *
 * @param separator between fields
 * @param quote around a field that may hold separators; empty: quotes mean nothing
 * @param escape before a character that means itself; empty: there is none
 * @param multiLine whether a quoted field may go over lines
 * @param encoding of the text
 */
public record CsvDialect(String separator, String quote, String escape, boolean multiLine, String encoding)
        implements Serializable {

    public CsvDialect {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("separator: \"\" (expected: a character)");
        }
        single("quoteChar", quote);
        single("escaper", escape);
        // Within quotes a doubled quote is a quote anyway.
        escape = escape.equals(quote) ? "" : escape;
        try {
            if (!"\n".equals(new String(new byte[] {'\n'}, Charset.forName(encoding)))) {
                throw new IllegalArgumentException(
                        "encoding: " + encoding + " (expected: one of single bytes, or UTF-8)");
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new IllegalArgumentException("encoding: " + encoding + " is not known", unknown);
        }
    }

    private static void single(String option, String text) {
        if (text.codePointCount(0, text.length()) > 1) {
            throw new IllegalArgumentException(option + ": \"" + text + "\" (expected: one character)");
        }
    }

    boolean isUtf8() {
        return Charset.forName(encoding).equals(StandardCharsets.UTF_8)
                || Charset.forName(encoding).equals(StandardCharsets.US_ASCII);
    }

    /** The bytes of a line in UTF-8, as fields are kept. */
    byte[] utf8(byte[] line, int length) {
        return new String(line, 0, length, Charset.forName(encoding)).getBytes(StandardCharsets.UTF_8);
    }
}
