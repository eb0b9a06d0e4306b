package dev.mastic.services.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a filter pattern: comparisons of selectors joined by {@code &&} and {@code ||}, with parentheses.
 *
 * <p>{@code $.a.b[0] = "x*"} (a {@code *} at either end is a wildcard), {@code != < <= > >=} on numbers, {@code IS TRUE},
 * {@code IS FALSE}, {@code IS NULL}, {@code NOT EXISTS}. A message that is no JSON object never matches.
 */
final class JsonFilter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEPTH_MAX = 32;
    private static final Pattern TOKEN =
            Pattern.compile("\\G\\s*(\\$(?:\\.[\\w-]+|\\[\\d+]|\\['[^']*'])+|\"(?:[^\"\\\\]|\\\\.)*\""
                    + "|&&|\\|\\||!=|<=|>=|[=<>(){}]|[^\\s(){}=<>!&|]+)");

    private final List<String> tokens;
    private int next;
    private int depth;

    private JsonFilter(List<String> tokens) {
        this.tokens = tokens;
    }

    static Predicate<String> parse(String text) {
        JsonFilter parser = new JsonFilter(tokens(text));
        parser.expect("{");
        Predicate<JsonNode> condition = parser.either();
        parser.expect("}");
        if (parser.next < parser.tokens.size()) {
            throw new IllegalArgumentException("unexpected " + parser.tokens.get(parser.next));
        }
        return message -> {
            JsonNode tree = tree(message);
            return tree != null && condition.test(tree);
        };
    }

    private static @Nullable JsonNode tree(String message) {
        String text = message.strip();
        if (!text.startsWith("{")) {
            return null;
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            tokens.add(token.group(1));
            end = token.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException(
                    "unexpected " + text.substring(end).strip());
        }
        return tokens;
    }

    private Predicate<JsonNode> either() {
        Predicate<JsonNode> left = both();
        while (accept("||")) {
            left = left.or(both());
        }
        return left;
    }

    private Predicate<JsonNode> both() {
        Predicate<JsonNode> left = condition();
        while (accept("&&")) {
            left = left.and(condition());
        }
        return left;
    }

    private Predicate<JsonNode> condition() {
        if (!accept("(")) {
            return comparison();
        }
        depth++;
        if (depth > DEPTH_MAX) {
            throw new IllegalArgumentException("more than " + DEPTH_MAX + " parentheses inside each other");
        }
        Predicate<JsonNode> inner = either();
        expect(")");
        depth--;
        return inner;
    }

    private Predicate<JsonNode> comparison() {
        String selector = take();
        if (!selector.startsWith("$")) {
            throw new IllegalArgumentException("expected a selector like $.field, found " + selector);
        }
        String pointer = selector.substring(1)
                .replaceAll("\\['([^']*)']", "/$1")
                .replaceAll("\\[(\\d+)]", "/$1")
                .replace('.', '/');
        String operator = take().toUpperCase(Locale.ROOT);
        Predicate<JsonNode> test = switch (operator) {
            case "IS" -> is(take().toUpperCase(Locale.ROOT));
            case "NOT" -> {
                expect("EXISTS");
                yield JsonNode::isMissingNode;
            }
            case "=" -> equal(take());
            case "!=" -> equal(take()).negate().and(value -> !value.isMissingNode());
            case "<" -> number(take(), (found, limit) -> found.compareTo(limit) < 0);
            case "<=" -> number(take(), (found, limit) -> found.compareTo(limit) <= 0);
            case ">" -> number(take(), (found, limit) -> found.compareTo(limit) > 0);
            case ">=" -> number(take(), (found, limit) -> found.compareTo(limit) >= 0);
            default -> throw new IllegalArgumentException("unknown operator " + operator);
        };
        return tree -> test.test(tree.at(pointer));
    }

    private static Predicate<JsonNode> is(String what) {
        return switch (what) {
            case "TRUE" -> value -> value.isBoolean() && value.booleanValue();
            case "FALSE" -> value -> value.isBoolean() && !value.booleanValue();
            case "NULL" -> JsonNode::isNull;
            default -> throw new IllegalArgumentException("expected TRUE, FALSE or NULL after IS, found " + what);
        };
    }

    private static Predicate<JsonNode> equal(String literal) {
        if (!literal.startsWith("\"")) {
            try {
                BigDecimal number = new BigDecimal(literal);
                return value -> value.isNumber() && value.decimalValue().compareTo(number) == 0;
            } catch (NumberFormatException aWord) {
                // unquoted words are compared as text
            }
        }
        String text = literal.startsWith("\"")
                ? literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1")
                : literal;
        Predicate<String> wildcard = FilterPattern.wildcard(text);
        return value -> value.isValueNode() && wildcard.test(value.asText());
    }

    private static Predicate<JsonNode> number(String literal, BiPredicate<BigDecimal, BigDecimal> compare) {
        try {
            BigDecimal limit = new BigDecimal(literal);
            return value -> value.isNumber() && compare.test(value.decimalValue(), limit);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, found " + literal, e);
        }
    }

    private boolean accept(String token) {
        if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(token)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException("expected " + token);
        }
    }

    private String take() {
        if (next >= tokens.size()) {
            throw new IllegalArgumentException("the pattern ends too early");
        }
        return tokens.get(next++);
    }
}
