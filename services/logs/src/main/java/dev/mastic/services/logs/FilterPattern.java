package dev.mastic.services.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A CloudWatch Logs filter pattern over text, JSON or fields between spaces.
 *
 * <p>Text: terms that all must occur, {@code ?term} of which one must, {@code -term} that must not, {@code "exact phrases"}
 * and {@code %regular expressions%}; case counts. JSON: {@code { $.level = "ERROR" && $.code >= 500 }}, see {@link
 * JsonFilter}. Fields between spaces: {@code [host, ..., status = 4*]}, see {@link FieldsFilter}. Source: "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail"
 * in the CloudWatch Logs user guide.
 */
final class FilterPattern {
    private static final Pattern TERM = Pattern.compile(
            "\\G\\s*(?<sign>[?-]?)(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|%(?<regex>[^%]+)%|(?<plain>[^\\s\"]+))");

    private FilterPattern() {}

    /**
     * Reads a pattern; an empty one lets everything through.
     *
     * @throws IllegalArgumentException when it is not one, with the reason
     */
    static Predicate<String> parse(String pattern) {
        String text = pattern.strip();
        if (text.isEmpty()) {
            return message -> true;
        }
        if (text.startsWith("{")) {
            return JsonFilter.parse(text);
        }
        if (text.startsWith("[")) {
            return FieldsFilter.parse(text);
        }
        return terms(text);
    }

    private static Predicate<String> terms(String text) {
        List<Predicate<String>> all = new ArrayList<>();
        List<Predicate<String>> any = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        int end = 0;
        while (term.find()) {
            end = term.end();
            Predicate<String> occurs = occurs(term);
            switch (term.group("sign")) {
                case "?" -> any.add(occurs);
                case "-" -> all.add(occurs.negate());
                default -> all.add(occurs);
            }
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException(
                    "unexpected " + text.substring(end).strip());
        }
        // Beside a term that must or must not occur, those of which one must are ignored, as in CloudWatch Logs.
        return all.isEmpty()
                ? message -> any.stream().anyMatch(condition -> condition.test(message))
                : message -> all.stream().allMatch(condition -> condition.test(message));
    }

    private static Predicate<String> occurs(Matcher term) {
        if (term.group("regex") != null) {
            return regex(term.group("regex"));
        }
        String quoted = term.group("quoted");
        String words = quoted == null ? term.group("plain") : quoted.replaceAll("\\\\(.)", "$1");
        return message -> message.contains(words);
    }

    /** A regular expression that may occur anywhere in a text, tried for a bounded time. */
    static Predicate<String> regex(String expression) {
        try {
            Pattern pattern = Pattern.compile(expression);
            return text -> pattern.matcher(new PatientText(text)).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    /** A text of a literal in which {@code *} is anything. */
    static Predicate<String> wildcard(String literal) {
        Pattern pattern = Pattern.compile(Pattern.quote(literal).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
        return text -> pattern.matcher(new PatientText(text)).matches();
    }
}
