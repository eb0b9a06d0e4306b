package dev.mastic.runs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines out of a piece of a file.
 *
 * @param texts the lines, fit for log events: without control characters, none empty, none too long
 * @param bytes how much of the piece they are
 */
record LogLines(List<String> texts, int bytes) {
    private static final int LINES_MAX = 10_000;

    // CloudWatch's bound of 256 KiB for an event counts 26 bytes besides the text.
    private static final int EVENT_BYTES_MAX = (256 << 10) - 26;

    private static final int SPACE = 0x20;
    private static final int DELETE = 0x7f;
    private static final int CONTINUATION_MASK = 0xc0;
    private static final int CONTINUATION = 0x80;

    LogLines {
        texts = List.copyOf(texts);
    }

    /** The lines of a piece behind which nothing will come: the last one need not be complete. */
    static LogLines all(byte[] piece) {
        return of(piece, piece.length);
    }

    /** The complete lines of a piece; all of it, when it is as long as pieces get and has none. */
    static LogLines complete(byte[] piece, int pieceBytes) {
        int end = piece.length;
        while (end > 0 && piece[end - 1] != '\n') {
            end--;
        }
        if (end > 0 || piece.length < pieceBytes) {
            return of(piece, end);
        }
        return of(piece, characterEnd(piece, 0, piece.length));
    }

    private static LogLines of(byte[] piece, int end) {
        List<String> texts = new ArrayList<>();
        int from = 0;
        while (from < end && texts.size() < LINES_MAX) {
            int newline = from;
            while (newline < end && piece[newline] != '\n') {
                newline++;
            }
            addLine(texts, piece, from, newline);
            from = Math.min(newline + 1, end);
        }
        return new LogLines(texts, from);
    }

    private static void addLine(List<String> texts, byte[] piece, int from, int newline) {
        int end = newline > from && piece[newline - 1] == '\r' ? newline - 1 : newline;
        if (end == from) {
            // An event must have a text; a blank keeps the empty line visible.
            texts.add(" ");
        }
        int start = from;
        while (start < end) {
            int stop = end - start <= EVENT_BYTES_MAX ? end : characterEnd(piece, start, start + EVENT_BYTES_MAX);
            texts.add(escaped(new String(piece, start, stop - start, StandardCharsets.UTF_8)));
            start = stop;
        }
    }

    /** The last end of a UTF-8 character at or before {@code end}; {@code end} itself in what is no UTF-8. */
    private static int characterEnd(byte[] piece, int start, int end) {
        if (end >= piece.length) {
            return trailingCharacterStart(piece, start, end);
        }
        int at = end;
        while (at > start && (piece[at] & CONTINUATION_MASK) == CONTINUATION) {
            at--;
        }
        return at == start ? end : at;
    }

    /** Cuts a last character off, when it may go on behind the piece. */
    private static int trailingCharacterStart(byte[] piece, int start, int end) {
        int at = end - 1;
        while (at > start && (piece[at] & CONTINUATION_MASK) == CONTINUATION) {
            at--;
        }
        return at == start || piece[at] >= 0 ? end : at;
    }

    /** A terminal that shows a log must not obey it. */
    private static String escaped(String text) {
        StringBuilder escaped = null;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c < SPACE && c != '\t') || (c >= DELETE && c < 0xa0)) {
                if (escaped == null) {
                    escaped = new StringBuilder(text.length() + 16).append(text, 0, at);
                }
                escaped.append("\\u%04x".formatted((int) c));
            } else if (escaped != null) {
                escaped.append(c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }
}
