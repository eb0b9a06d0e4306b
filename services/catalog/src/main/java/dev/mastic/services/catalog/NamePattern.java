package dev.mastic.services.catalog;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of names. The API calls them regular expressions, the Hive client sends its own ({@code sales_*|orders}), so a
 * name is accepted when either reading accepts it.
 */
final class NamePattern implements Predicate<String> {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private final Predicate<CharSequence> regex;
    private final Predicate<CharSequence> glob;

    private NamePattern(String pattern) {
        regex = regex(pattern);
        glob = matching(Pattern.compile(
                Stream.of(pattern.split("\\|", -1)).map(NamePattern::globRegex).collect(Collectors.joining("|")),
                FLAGS));
    }

    /** The names that a pattern accepts; every name when there is no pattern. */
    static Predicate<String> of(@Nullable String pattern) {
        return pattern == null || pattern.isEmpty() ? name -> true : new NamePattern(pattern);
    }

    @Override
    public boolean test(String name) {
        return glob.test(name) || regex.test(new PatientText(name));
    }

    private static Predicate<CharSequence> regex(String pattern) {
        try {
            return matching(Pattern.compile(pattern, FLAGS));
        } catch (PatternSyntaxException notRegex) {
            return name -> false;
        }
    }

    private static Predicate<CharSequence> matching(Pattern pattern) {
        return name -> pattern.matcher(name).matches();
    }

    private static String globRegex(String glob) {
        return Stream.of(glob.trim().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    /** A text that can be looked at only so often, so that no pattern keeps the server busy. */
    private static final class PatientText implements CharSequence {
        private static final int LOOKS_MAX = 100_000;

        private final String text;
        private int looks;

        PatientText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > LOOKS_MAX) {
                throw Refusals.invalid("The expression takes too long to match.");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
