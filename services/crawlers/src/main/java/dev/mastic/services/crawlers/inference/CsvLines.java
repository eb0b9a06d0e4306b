package dev.mastic.services.crawlers.inference;

import java.util.ArrayList;
import java.util.List;

/** Lines of delimited text. A field in quotes may hold delimiters, line ends, and quotes written twice. */
final class CsvLines {
    private final String text;
    private final char delimiter;
    private final char quote;
    private int at;
    private boolean quotes;

    CsvLines(String text, char delimiter, char quote) {
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** The lines that are not empty, at most so many. */
    List<List<String>> read(int linesMax) {
        List<List<String>> lines = new ArrayList<>();
        while (at < text.length() && lines.size() < linesMax) {
            List<String> line = line();
            if (line.size() > 1 || !line.get(0).isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Whether a field in quotes was read. */
    boolean sawQuotes() {
        return quotes;
    }

    private List<String> line() {
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(field());
            if (at >= text.length()) {
                return fields;
            }
            char end = text.charAt(at++);
            if (end == delimiter) {
                continue;
            }
            if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            return fields;
        }
    }

    /** Reads up to what ends a field. */
    private String field() {
        if (at < text.length() && text.charAt(at) == quote) {
            int close = closing(at + 1);
            if (close >= 0) {
                quotes = true;
                String doubled = String.valueOf(quote) + quote;
                String field = text.substring(at + 1, close).replace(doubled, String.valueOf(quote));
                at = close + 1;
                int rest = at;
                while (at < text.length() && !ends(text.charAt(at))) {
                    at++;
                }
                return field + text.substring(rest, at);
            }
        }
        int start = at;
        while (at < text.length() && !ends(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Where the quotes close; -1 when they never do. */
    private int closing(int from) {
        int close = text.indexOf(quote, from);
        while (close >= 0 && close + 1 < text.length() && text.charAt(close + 1) == quote) {
            close = text.indexOf(quote, close + 2);
        }
        return close;
    }

    private boolean ends(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }
}
