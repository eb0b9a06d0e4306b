package dev.mastic.services.catalog.expression;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.catalog.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code GetPartitions.Expression}: a SQL condition over partition keys.
 *
 * <pre>
 * condition := conjunction (OR conjunction)*
 * conjunction := term (AND term)*
 * term := NOT term | ( condition ) | predicate
 * predicate := operand (= | &lt;&gt; | != | &lt; | &lt;= | &gt; | &gt;=) operand
 *            | key [NOT] IN ( literal, … ) | key [NOT] BETWEEN literal AND literal | key [NOT] LIKE literal
 *            | key IS [NOT] NULL
 * </pre>
 *
 * <p>Keywords and keys are found in any case; keys and literals may stand in parentheses; literals are cast to the key's
 * type. Error texts as Glue's clients and emulators record them.
 */
public final class PartitionExpression {
    private static final int DEPTH_MAX = 100;
    private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "IS", "NULL");

    private final List<PartitionKey> keys;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private PartitionExpression(List<PartitionKey> keys, List<Token> tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** The condition that a text states over keys; nothing when the text is blank, which accepts everything. */
    public static Optional<Condition> parse(String text, List<PartitionKey> keys) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            PartitionExpression reading = new PartitionExpression(keys, Token.all(text));
            Condition condition = reading.condition();
            reading.expect(Kind.END, "");
            return Optional.of(condition);
        } catch (UnsupportedExpressionException e) {
            throw new ServiceException(ErrorCode.INVALID_INPUT, "Unsupported expression '%s'", text);
        }
    }

    private Condition condition() throws UnsupportedExpressionException {
        List<Condition> parts = new ArrayList<>(List.of(conjunction()));
        while (acceptKeyword("OR")) {
            parts.add(conjunction());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition conjunction() throws UnsupportedExpressionException {
        List<Condition> parts = new ArrayList<>(List.of(term()));
        while (acceptKeyword("AND")) {
            parts.add(term());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition term() throws UnsupportedExpressionException {
        if (++depth > DEPTH_MAX) {
            throw new UnsupportedExpressionException();
        }
        try {
            if (acceptKeyword("NOT")) {
                return new Condition.Not(term());
            }
            return startsCondition() ? inParentheses() : predicate();
        } finally {
            depth--;
        }
    }

    /** Whether a parenthesis opens here that holds more than a key or a literal. */
    private boolean startsCondition() {
        int opened = countSymbols(at, "(");
        int operand = at + opened;
        if (isSign(tokens.get(operand))) {
            operand++;
        }
        int closed = operand + 1 < tokens.size() ? countSymbols(operand + 1, ")") : 0;
        return closed < opened;
    }

    private int countSymbols(int from, String symbol) {
        int end = from;
        while (tokens.get(end).kind() == Kind.SYMBOL && tokens.get(end).text().equals(symbol)) {
            end++;
        }
        return end - from;
    }

    private Condition inParentheses() throws UnsupportedExpressionException {
        expect(Kind.SYMBOL, "(");
        Condition inner = condition();
        expect(Kind.SYMBOL, ")");
        return inner;
    }

    private Condition predicate() throws UnsupportedExpressionException {
        Operand left = operand();
        Optional<ComparisonOperator> operator = acceptComparison();
        if (operator.isPresent()) {
            Operand right = operand();
            if (left.isKey() == right.isKey()) {
                throw new UnsupportedExpressionException();
            }
            return left.isKey()
                    ? comparison(left, operator.orElseThrow(), right)
                    : comparison(right, operator.orElseThrow().mirrored(), left);
        }
        if (!left.isKey()) {
            throw new UnsupportedExpressionException();
        }
        if (acceptKeyword("IS")) {
            boolean negated = acceptKeyword("NOT");
            expectKeyword("NULL");
            Condition isNull = new Condition.IsNull(place(left.text()));
            return negated ? new Condition.Not(isNull) : isNull;
        }
        return acceptKeyword("NOT") ? new Condition.Not(wordPredicate(left)) : wordPredicate(left);
    }

    private Condition wordPredicate(Operand key) throws UnsupportedExpressionException {
        if (acceptKeyword("IN")) {
            return membership(place(key.text()));
        }
        if (acceptKeyword("BETWEEN")) {
            return between(place(key.text()));
        }
        expectKeyword("LIKE");
        return like(place(key.text()));
    }

    private Condition between(int key) throws UnsupportedExpressionException {
        String low = cast(key, literal());
        expectKeyword("AND");
        String high = cast(key, literal());
        return new Condition.All(List.of(
                new Condition.Comparison(key, ComparisonOperator.GREATER_OR_EQUAL, low),
                new Condition.Comparison(key, ComparisonOperator.LESS_OR_EQUAL, high)));
    }

    private Condition like(int key) throws UnsupportedExpressionException {
        KeyType type = keys.get(key).keyType();
        String pattern = cast(key, literal());
        if (type != KeyType.STRING) {
            throw invalid(type.noun() + " data type doesn't support operation 'LIKE'");
        }
        return new Condition.Like(key, pattern);
    }

    private Condition membership(int key) throws UnsupportedExpressionException {
        List<String> literals = new ArrayList<>();
        expect(Kind.SYMBOL, "(");
        do {
            literals.add(cast(key, literal()));
        } while (accept(Kind.SYMBOL, ","));
        expect(Kind.SYMBOL, ")");
        return new Condition.Membership(key, literals);
    }

    private Condition comparison(Operand key, ComparisonOperator operator, Operand literal) {
        int place = place(key.text());
        return new Condition.Comparison(place, operator, cast(place, literal.text()));
    }

    private int place(String name) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw invalid("Invalid partition expression!");
    }

    private String cast(int key, String literal) {
        KeyType type = keys.get(key).keyType();
        if (type == KeyType.UNKNOWN) {
            throw invalid("Unknown type : '" + keys.get(key).type() + "'");
        }
        return type.sortable(literal).orElseThrow(() -> invalid(type.mismatch(literal)));
    }

    private String literal() throws UnsupportedExpressionException {
        Operand operand = operand();
        if (operand.isKey()) {
            throw new UnsupportedExpressionException();
        }
        return operand.text();
    }

    private Operand operand() throws UnsupportedExpressionException {
        int open = 0;
        while (accept(Kind.SYMBOL, "(")) {
            open++;
        }
        Operand operand = bareOperand();
        for (; open > 0; open--) {
            expect(Kind.SYMBOL, ")");
        }
        return operand;
    }

    private Operand bareOperand() throws UnsupportedExpressionException {
        Token token = next();
        return switch (token.kind()) {
            case NAME -> new Operand(Side.KEY, token.text());
            case WORD -> {
                if (KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT))) {
                    throw new UnsupportedExpressionException();
                }
                yield new Operand(Side.KEY, token.text());
            }
            case TEXT, NUMBER -> new Operand(Side.LITERAL, token.text());
            case SYMBOL -> {
                if (!isSign(token) || tokens.get(at).kind() != Kind.NUMBER) {
                    throw new UnsupportedExpressionException();
                }
                yield new Operand(Side.LITERAL, token.text() + next().text());
            }
            case END -> throw new UnsupportedExpressionException();
        };
    }

    private Optional<ComparisonOperator> acceptComparison() {
        Token token = tokens.get(at);
        Optional<ComparisonOperator> operator =
                token.kind() == Kind.SYMBOL ? ComparisonOperator.ofSymbol(token.text()) : Optional.empty();
        if (operator.isPresent()) {
            at++;
        }
        return operator;
    }

    private static boolean isSign(Token token) {
        return token.kind() == Kind.SYMBOL
                && (token.text().equals("-") || token.text().equals("+"));
    }

    private Token next() {
        return tokens.get(at++);
    }

    private boolean accept(Kind kind, String text) {
        Token token = tokens.get(at);
        boolean accepted = token.kind() == kind && token.text().equals(text);
        if (accepted) {
            at++;
        }
        return accepted;
    }

    private boolean acceptKeyword(String keyword) {
        Token token = tokens.get(at);
        boolean accepted = token.kind() == Kind.WORD && token.text().equalsIgnoreCase(keyword);
        if (accepted) {
            at++;
        }
        return accepted;
    }

    private void expect(Kind kind, String text) throws UnsupportedExpressionException {
        if (!accept(kind, text)) {
            throw new UnsupportedExpressionException();
        }
    }

    private void expectKeyword(String keyword) throws UnsupportedExpressionException {
        if (!acceptKeyword(keyword)) {
            throw new UnsupportedExpressionException();
        }
    }

    private static ServiceException invalid(String message) {
        return new ServiceException(ErrorCode.INVALID_INPUT, "%s", message);
    }

    /** One side of a comparison. */
    private record Operand(Side side, String text) {
        boolean isKey() {
            return side == Side.KEY;
        }
    }

    /** What a side of a comparison can be. */
    private enum Side {
        KEY,
        LITERAL
    }
}
