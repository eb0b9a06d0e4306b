package dev.mastic.services.logs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a filter pattern for fields between spaces: {@code [host, user, ..., status = 4* || status = 5*, bytes > 0]}.
 *
 * <p>A message matches when it has that many fields and each fulfils its condition; {@code ...} stands for any number of
 * fields. Text in quotes or square brackets is one field of a message.
 */
final class FieldsFilter {
    private static final Pattern FIELD = Pattern.compile("\\[([^]]*)]|\"([^\"]*)\"|\\S+");
    private static final Pattern COMPARISON =
            Pattern.compile("\\s*[\\w.-]+\\s*(!=|<=|>=|=|<|>)\\s*(?:\"([^\"]*)\"|%([^%]+)%|([^\\s\"%]+))\\s*");
    private static final Pattern NAME = Pattern.compile("\\s*[\\w.-]*\\s*");
    private static final String ANY_NUMBER = "...";

    private FieldsFilter() {}

    /**
     * Reads a pattern in square brackets.
     *
     * @throws IllegalArgumentException when it is not one, with the reason
     */
    static Predicate<String> parse(String text) {
        if (!text.endsWith("]")) {
            throw new IllegalArgumentException("expected ]");
        }
        List<Predicate<String>> before = new ArrayList<>();
        List<Predicate<String>> after = new ArrayList<>();
        boolean open = false;
        for (String column : text.substring(1, text.length() - 1).split(",", -1)) {
            if (!column.strip().equals(ANY_NUMBER)) {
                (open ? after : before).add(either(column));
            } else if (open) {
                throw new IllegalArgumentException("... can stand only once");
            } else {
                open = true;
            }
        }
        int columns = before.size() + after.size();
        IntPredicate fits = open ? count -> count >= columns : count -> count == columns;
        return message -> {
            List<String> fields = fields(message);
            return fits.test(fields.size())
                    && match(before, fields, 0)
                    && match(after, fields, fields.size() - after.size());
        };
    }

    private static boolean match(List<Predicate<String>> conditions, List<String> fields, int from) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).test(fields.get(from + i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> fields(String message) {
        List<String> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(message);
        while (field.find()) {
            String inBrackets = field.group(1);
            String inQuotes = field.group(2);
            fields.add(inBrackets != null ? inBrackets : inQuotes != null ? inQuotes : field.group());
        }
        return fields;
    }

    private static Predicate<String> either(String column) {
        Predicate<String> any = value -> false;
        for (String part : column.split("\\|\\|", -1)) {
            any = any.or(both(part));
        }
        return any;
    }

    private static Predicate<String> both(String column) {
        Predicate<String> all = value -> true;
        for (String part : column.split("&&", -1)) {
            all = all.and(condition(part));
        }
        return all;
    }

    private static Predicate<String> condition(String text) {
        if (NAME.matcher(text).matches()) {
            return value -> true;
        }
        Matcher comparison = COMPARISON.matcher(text);
        if (!comparison.matches()) {
            throw new IllegalArgumentException("unexpected " + text.strip());
        }
        String literal = comparison.group(2) != null ? comparison.group(2) : comparison.group(4);
        return switch (comparison.group(1)) {
            case "=" -> equal(comparison, literal);
            case "!=" -> equal(comparison, literal).negate();
            case "<" -> number(literal, order -> order < 0);
            case "<=" -> number(literal, order -> order <= 0);
            case ">" -> number(literal, order -> order > 0);
            default -> number(literal, order -> order >= 0);
        };
    }

    private static Predicate<String> equal(Matcher comparison, String literal) {
        return comparison.group(3) != null ? FilterPattern.regex(comparison.group(3)) : FilterPattern.wildcard(literal);
    }

    private static Predicate<String> number(String literal, IntPredicate accepts) {
        BigDecimal limit;
        try {
            limit = new BigDecimal(literal);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, found " + literal, e);
        }
        return value -> {
            try {
                return accepts.test(new BigDecimal(value).compareTo(limit));
            } catch (NumberFormatException noNumber) {
                return false;
            }
        };
    }
}
