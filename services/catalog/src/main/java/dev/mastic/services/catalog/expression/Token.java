package dev.mastic.services.catalog.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text a word or symbol as written, a quoted name or a text without its quotes and escapes
 */
record Token(Kind kind, String text) {
    private static final Pattern NEXT = Pattern.compile("""
            \\s*(?:\
            (?<word>[\\p{L}_][\\p{L}\\p{N}_$#@]*)\
            |(?<number>\\d+(?:\\.\\d*)?|\\.\\d+)\
            |'(?<text>(?:[^'\\\\]|\\\\'|\\\\|'')*+)'\
            |"(?<quoted>[^"]+)"\
            |`(?<ticked>[^`]+)`\
            |(?<symbol><>|!=|<=|>=|[-+=<>(),])\
            )\
            """);

    // The Hive client escapes a quote as \', Trino as ''.
    private static final Pattern ESCAPED_QUOTE = Pattern.compile("\\\\'|''");

    /** The sorts of word. */
    enum Kind {
        /** A name or a keyword. */
        WORD,
        /** A name in quotes, which is never a keyword. */
        NAME,
        NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    /** The words of an expression; an exception when some part of it is none. */
    static List<Token> all(String expression) throws UnsupportedExpressionException {
        List<Token> tokens = new ArrayList<>();
        Matcher next = NEXT.matcher(expression);
        int end = expression.stripTrailing().length();
        int at = 0;
        while (at < end) {
            if (!next.region(at, end).lookingAt()) {
                throw new UnsupportedExpressionException();
            }
            tokens.add(token(next));
            at = next.end();
        }
        tokens.add(new Token(Kind.END, ""));
        return tokens;
    }

    private static Token token(Matcher found) {
        if (found.group("word") != null) {
            return new Token(Kind.WORD, found.group("word"));
        }
        if (found.group("number") != null) {
            return new Token(Kind.NUMBER, found.group("number"));
        }
        if (found.group("text") != null) {
            return new Token(
                    Kind.TEXT, ESCAPED_QUOTE.matcher(found.group("text")).replaceAll("'"));
        }
        if (found.group("symbol") != null) {
            return new Token(Kind.SYMBOL, found.group("symbol"));
        }
        String quoted = found.group("quoted");
        return new Token(Kind.NAME, quoted != null ? quoted : found.group("ticked"));
    }
}
