package dev.mastic.runtime.frame.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Cuts lines into fields, byte by byte, since UTF-8 never holds a character within another one. A quote opens a quoted field only
 * at its start; what follows its closing quote is taken as it is. Fields are valid until the next line is read.
 */
final class CsvTokenizer {

    /** Takes the fields of a record in their order. */
    interface Fields {
        /** Whether the field of this place is of interest. */
        boolean wants(int place);

        void field(int place, UTF8String value);
    }

    private static final int SCRATCH_BYTES = 1 << 10;

    private final byte[] separator;
    private final byte[] quote;
    private final byte[] escape;
    private final boolean multiLine;
    private byte[] scratch = new byte[SCRATCH_BYTES];
    private int scratchEnd;
    private int scratchStart;
    private int place;
    private boolean open;

    CsvTokenizer(CsvDialect dialect) {
        separator = dialect.separator().getBytes(StandardCharsets.UTF_8);
        quote = dialect.quote().getBytes(StandardCharsets.UTF_8);
        escape = dialect.escape().getBytes(StandardCharsets.UTF_8);
        multiLine = dialect.multiLine();
    }

    /** Whether a quoted field is open, so that the record goes on in the next line. */
    boolean isOpen() {
        return open;
    }

    /** Reads a line, the next part of a record that is open or a record of its own. */
    void read(byte[] line, int length, Fields fields) {
        int at = 0;
        if (open) {
            open = false;
            append((byte) '\n');
            at = quoted(line, 0, length, true, fields);
        } else {
            place = 0;
            scratchEnd = 0;
            at = field(line, 0, length, fields);
        }
        while (at >= 0) {
            at = field(line, at, length, fields);
        }
    }

    /** Ends a record whose last field was never closed. */
    void end(Fields fields) {
        if (open) {
            open = false;
            emit(scratch, scratchStart, scratchEnd, fields);
        }
    }

    /** Reads the field that starts here; answers where the next one starts, or -1 at the end of the line. */
    private int field(byte[] line, int start, int length, Fields fields) {
        scratchStart = scratchEnd;
        if (quote.length > 0 && matches(line, start, length, quote)) {
            return quoted(line, start + quote.length, length, false, fields);
        }
        return plain(line, start, length, false, fields);
    }

    private int plain(byte[] line, int start, int length, boolean inScratch, Fields fields) {
        boolean dirty = inScratch;
        int clean = start;
        int at = start;
        while (at < length) {
            if (matches(line, at, length, separator)) {
                emit(line, clean, at, dirty, fields);
                return at + separator.length;
            } else if (escape.length > 0 && matches(line, at, length, escape) && at + escape.length < length) {
                append(line, clean, at);
                dirty = true;
                append(meant(line[at + escape.length]));
                at += escape.length + 1;
                clean = at;
            } else {
                at++;
            }
        }
        emit(line, clean, length, dirty, fields);
        return -1;
    }

    private int quoted(byte[] line, int start, int length, boolean inScratch, Fields fields) {
        boolean dirty = inScratch;
        int clean = start;
        int at = start;
        while (at < length) {
            if (matches(line, at, length, quote)) {
                if (!matches(line, at + quote.length, length, quote)) {
                    return closed(line, clean, at, length, dirty, fields);
                }
                append(line, clean, at + quote.length);
                dirty = true;
                at += 2 * quote.length;
                clean = at;
            } else if (escape.length > 0 && matches(line, at, length, escape) && at + escape.length < length) {
                append(line, clean, at);
                dirty = true;
                append(meant(line[at + escape.length]));
                at += escape.length + 1;
                clean = at;
            } else {
                at++;
            }
        }
        if (multiLine) {
            append(line, clean, length);
            open = true;
        } else {
            emit(line, clean, length, dirty, fields);
        }
        return -1;
    }

    private int closed(byte[] line, int clean, int end, int length, boolean dirty, Fields fields) {
        int after = end + quote.length;
        if (after == length) {
            emit(line, clean, end, dirty, fields);
            return -1;
        } else if (matches(line, after, length, separator)) {
            emit(line, clean, end, dirty, fields);
            return after + separator.length;
        }
        append(line, clean, end);
        return plain(line, after, length, true, fields);
    }

    private static byte meant(byte escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> 0;
            default -> escaped;
        };
    }

    private static boolean matches(byte[] line, int at, int length, byte[] token) {
        if (at >= length || line[at] != token[0]) {
            return false;
        }
        return token.length == 1
                || (at + token.length <= length && Arrays.equals(line, at, at + token.length, token, 0, token.length));
    }

    private void emit(byte[] line, int from, int to, boolean dirty, Fields fields) {
        if (dirty) {
            append(line, from, to);
            emit(scratch, scratchStart, scratchEnd, fields);
        } else {
            emit(line, from, to, fields);
        }
    }

    private void emit(byte[] bytes, int from, int to, Fields fields) {
        if (fields.wants(place)) {
            // The next line of an open record, or the next field with escapes, may take the place of these bytes.
            boolean lasts = bytes != scratch && !multiLine;
            fields.field(
                    place,
                    lasts
                            ? UTF8String.fromBytes(bytes, from, to - from)
                            : UTF8String.fromBytes(Arrays.copyOfRange(bytes, from, to)));
        }
        place++;
    }

    private void append(byte[] bytes, int from, int to) {
        if (scratchEnd + to - from > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(scratch.length * 2, scratchEnd + to - from));
        }
        System.arraycopy(bytes, from, scratch, scratchEnd, to - from);
        scratchEnd += to - from;
    }

    private void append(byte one) {
        append(new byte[] {one}, 0, 1);
    }
}
