package dev.mastic.runtime.frame.records;

import dev.mastic.runtime.frame.json.MalformedRecord;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the elements of one name out of XML text, without looking at what is in them, so that one that is malformed does not
 * spoil the others. Comments, CDATA and attribute values may hold what looks like a tag.
 */
final class XmlRows implements Closeable {

    private static final int ROW_CHARACTERS_MAX = 1 << 27;

    private final Reader text;
    private final String rowTag;
    private final StringBuilder row = new StringBuilder();

    XmlRows(Reader text, String rowTag) {
        this.text = new BufferedReader(text, 1 << 16);
        this.rowTag = rowTag;
    }

    /** The text of the next element that is not empty by its own tag; null after the last one. */
    @Nullable String next() throws IOException {
        row.setLength(0);
        int depth = 0;
        for (int c = text.read(); c >= 0; c = text.read()) {
            if (depth > 0) {
                append(c);
            }
            if (c == '<') {
                int markupAt = depth > 0 ? row.length() - 1 : 0;
                if (depth == 0) {
                    row.setLength(0);
                    append(c);
                }
                readMarkup();
                depth += change(row.substring(markupAt));
                if (depth == 0 && isEnd(markupAt)) {
                    return row.toString();
                }
            }
        }
        if (depth > 0) {
            throw new MalformedRecord("an element " + rowTag + " does not end", row.toString());
        }
        return null;
    }

    private boolean isEnd(int markupAt) {
        return markupAt > 0 && row.charAt(markupAt + 1) == '/';
    }

    /** One for a start tag of a row, -1 for an end tag of one, 0 for all other markup. */
    private int change(String markup) {
        boolean isEnd = markup.startsWith("</");
        int nameAt = isEnd ? 2 : 1;
        int nameEnd = nameAt + rowTag.length();
        if (!markup.startsWith(rowTag, nameAt) || isNameCharacter(markup.charAt(nameEnd))) {
            return 0;
        } else if (isEnd) {
            return row.length() > markup.length() ? -1 : 0;
        }
        return markup.endsWith("/>") ? 0 : 1;
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':';
    }

    /** Reads what follows an opening bracket up to the one that closes it. */
    private void readMarkup() throws IOException {
        int start = row.length();
        int quote = 0;
        for (int c = text.read(); c >= 0; c = text.read()) {
            append(c);
            if (!isWithinText(start)) {
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '>') {
                    return;
                } else if (c == '"' || c == '\'') {
                    quote = isTag(start) ? c : 0;
                }
            }
        }
    }

    /** Whether the markup is a comment, CDATA or an instruction that goes on. */
    private boolean isWithinText(int start) {
        int length = row.length() - start;
        return isWithin("!--", "-->", start, length)
                || isWithin("![CDATA[", "]]>", start, length)
                || isWithin("?", "?>", start, length);
    }

    private boolean isTag(int start) {
        return row.charAt(start) != '!' && row.charAt(start) != '?';
    }

    private boolean isWithin(String opening, String closing, int start, int length) {
        return length >= opening.length()
                && row.indexOf(opening, start) == start
                && (length < opening.length() + closing.length() || !endsWith(closing));
    }

    private boolean endsWith(String closing) {
        return row.indexOf(closing, row.length() - closing.length()) >= 0;
    }

    private void append(int c) throws MalformedRecord {
        if (row.length() >= ROW_CHARACTERS_MAX) {
            throw new MalformedRecord(
                    "an element " + rowTag + " is longer than " + ROW_CHARACTERS_MAX + " characters", null);
        }
        row.append((char) c);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
