package dev.mastic.services.metrics.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an expression. */
final class Parser {
    private static final int DEPTH_MAX = 100;
    private static final Pattern TOKEN = Pattern.compile("""
            \\s*(?:(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)
            |(?<name>[A-Za-z][A-Za-z0-9_]*)
            |'(?<single>[^']*)'|"(?<double>[^"]*)"
            |(?<sign>\\|\\||&&|==|!=|<=|>=|[-+*/^<>()\\[\\],]))\
            """, Pattern.COMMENTS);

    private final List<Token> tokens;
    private int at;
    private int depth;

    private enum Kind {
        NUMBER,
        NAME,
        TEXT,
        SIGN,
        END
    }

    private record Token(Kind kind, String text) {}

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * The tree of an expression.
     *
     * @throws MathException when it is none
     */
    static Node parse(String expression) {
        Parser parser = new Parser(tokens(expression));
        Node node = parser.operation(0);
        if (parser.next().kind() != Kind.END) {
            throw new MathException("Unexpected '" + parser.next().text() + "'");
        }
        return node;
    }

    private static List<Token> tokens(String expression) {
        List<Token> tokens = new ArrayList<>();
        String text = expression.stripTrailing();
        Matcher matcher = TOKEN.matcher(text);
        int from = 0;
        while (from < text.length()) {
            if (!matcher.find(from) || matcher.start() != from) {
                String rest = text.substring(from).stripLeading();
                throw new MathException("Unexpected character at position " + (text.length() - rest.length() + 1));
            }
            tokens.add(token(matcher));
            from = matcher.end();
        }
        tokens.add(new Token(Kind.END, "end of expression"));
        return tokens;
    }

    private static Token token(Matcher matcher) {
        if (matcher.group("number") != null) {
            return new Token(Kind.NUMBER, matcher.group("number"));
        }
        if (matcher.group("name") != null) {
            return new Token(Kind.NAME, matcher.group("name"));
        }
        if (matcher.group("sign") != null) {
            return new Token(Kind.SIGN, matcher.group("sign"));
        }
        String single = matcher.group("single");
        return new Token(Kind.TEXT, single == null ? matcher.group("double") : single);
    }

    private Node operation(int level) {
        if (level == Operator.LEVELS) {
            return operand();
        }
        Node left = operation(level + 1);
        for (Optional<Operator> operator = operator(level); operator.isPresent(); operator = operator(level)) {
            at++;
            left = new Node.Binary(operator.orElseThrow(), left, operation(level + 1));
        }
        return left;
    }

    private Optional<Operator> operator(int level) {
        Token token = next();
        return token.kind() == Kind.SIGN || token.kind() == Kind.NAME
                ? Operator.of(token.text(), level)
                : Optional.empty();
    }

    private Node operand() {
        depth++;
        if (depth > DEPTH_MAX) {
            throw new MathException("Nested too deeply (at most " + DEPTH_MAX + " levels)");
        }
        Token token = next();
        at++;
        Node node = switch (token.kind()) {
            case NUMBER -> new Node.Constant(Double.parseDouble(token.text()));
            case TEXT -> new Node.Text(token.text());
            case NAME -> named(token.text());
            case SIGN -> signed(token.text());
            case END -> throw new MathException("Unexpected " + token.text());
        };
        depth--;
        return node;
    }

    private Node named(String name) {
        if (!isSign("(")) {
            return new Node.Name(name);
        }
        at++;
        return new Node.Call(name.toUpperCase(Locale.ROOT), items(")"));
    }

    private Node signed(String sign) {
        return switch (sign) {
            case "-" -> new Node.Negation(operand());
            case "+" -> operand();
            case "[" -> new Node.Listing(items("]"));
            case "(" -> {
                Node inner = operation(0);
                expect(")");
                yield inner;
            }
            default -> throw new MathException("Unexpected '" + sign + "'");
        };
    }

    private List<Node> items(String end) {
        List<Node> items = new ArrayList<>();
        while (!isSign(end)) {
            items.add(operation(0));
            if (!isSign(end)) {
                expect(",");
            }
        }
        at++;
        return items;
    }

    private void expect(String sign) {
        if (!isSign(sign)) {
            throw new MathException("Unexpected '%s' (expected: '%s')".formatted(next().text(), sign));
        }
        at++;
    }

    private boolean isSign(String sign) {
        return next().kind() == Kind.SIGN && next().text().equals(sign);
    }

    private Token next() {
        return tokens.get(at);
    }
}
