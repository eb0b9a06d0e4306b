package dev.mastic.services.metrics.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search for metrics: {@code {Glue,JobName,JobRunId,Type} MetricName="glue.driver.jvm.heap.used" nightly}.
 *
 * <p>Source: Amazon CloudWatch User Guide, "CloudWatch search expression syntax".
 */
public final class Search {
    private static final Pattern SCHEMA = Pattern.compile("\\s*\\{([^}]*)}(.*)", Pattern.DOTALL);
    private static final Pattern TERM =
            Pattern.compile("\\s*(?:([()])|(?:([A-Za-z0-9_.:/-]+|\"[^\"]*\")\\s*=\\s*)?(\"[^\"]*\"|[^\\s()=\"]+))");
    private static final Pattern WORD_BOUNDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

    private final Optional<String> namespace;
    private final Optional<Set<String>> dimensionNames;
    private final Predicate<Found> terms;

    /** What is compared: a metric that there is. */
    public record Found(String namespace, String name, Map<String, String> dimensions) {}

    /** One word, a quoted text, or a bracket, of the terms behind the schema. */
    private record Term(String property, String text, boolean exact) {}

    private Search(Optional<String> namespace, Optional<Set<String>> dimensionNames, Predicate<Found> terms) {
        this.namespace = namespace;
        this.dimensionNames = dimensionNames;
        this.terms = terms;
    }

    /**
     * Reads a search.
     *
     * @throws MathException when it is none
     */
    public static Search parse(String text) {
        Matcher schema = SCHEMA.matcher(text);
        if (!schema.matches()) {
            return new Search(Optional.empty(), Optional.empty(), new Terms(terms(text)).all());
        }
        List<String> names = new ArrayList<>();
        for (String name : schema.group(1).split(",", -1)) {
            names.add(unquoted(name.strip()));
        }
        return new Search(
                Optional.of(names.get(0)),
                Optional.of(Set.copyOf(new TreeSet<>(names.subList(1, names.size())))),
                new Terms(terms(schema.group(2))).all());
    }

    /** The namespace that it is limited to. */
    public Optional<String> namespace() {
        return namespace;
    }

    public boolean matches(Found metric) {
        return namespace.filter(name -> !name.equals(metric.namespace())).isEmpty()
                && dimensionNames
                        .filter(names -> !names.equals(metric.dimensions().keySet()))
                        .isEmpty()
                && terms.test(metric);
    }

    private static List<Term> terms(String text) {
        List<Term> terms = new ArrayList<>();
        String rest = text.stripTrailing();
        Matcher matcher = TERM.matcher(rest);
        int from = 0;
        while (from < rest.length()) {
            if (!matcher.find(from) || matcher.start() != from) {
                throw new MathException(
                        "SEARCH: unexpected '%s'".formatted(rest.substring(from).strip()));
            }
            if (matcher.group(1) != null) {
                terms.add(new Term("", matcher.group(1), false));
            } else {
                String value = matcher.group(3);
                String property = matcher.group(2) == null ? "" : unquoted(matcher.group(2));
                terms.add(new Term(property, unquoted(value), value.startsWith("\"")));
            }
            from = matcher.end();
        }
        return terms;
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Terms between which AND, OR, NOT and brackets may stand. */
    private static final class Terms {
        private final List<Term> terms;
        private int at;

        Terms(List<Term> terms) {
            this.terms = terms;
        }

        Predicate<Found> all() {
            if (terms.isEmpty()) {
                return found -> true;
            }
            Predicate<Found> matches = alternatives();
            if (at < terms.size()) {
                throw new MathException(
                        "SEARCH: unexpected '%s'".formatted(terms.get(at).text()));
            }
            return matches;
        }

        private Predicate<Found> alternatives() {
            Predicate<Found> matches = conjunction();
            while (isWord("OR")) {
                at++;
                matches = matches.or(conjunction());
            }
            return matches;
        }

        private Predicate<Found> conjunction() {
            Predicate<Found> matches = single();
            while (at < terms.size() && !isWord("OR") && !isWord(")")) {
                if (isWord("AND")) {
                    at++;
                }
                matches = matches.and(single());
            }
            return matches;
        }

        private Predicate<Found> single() {
            if (at >= terms.size()) {
                throw new MathException("SEARCH: a term is missing at the end");
            }
            Term term = terms.get(at++);
            if (isPlain(term, "NOT")) {
                return single().negate();
            }
            if (isPlain(term, "(")) {
                Predicate<Found> inner = alternatives();
                if (!isWord(")")) {
                    throw new MathException("SEARCH: a bracket is not closed");
                }
                at++;
                return inner;
            }
            return found -> matches(term, found);
        }

        private boolean isWord(String word) {
            return at < terms.size() && isPlain(terms.get(at), word);
        }

        private static boolean isPlain(Term term, String word) {
            return !term.exact() && term.property().isEmpty() && term.text().equals(word);
        }

        private static boolean matches(Term term, Found found) {
            return candidates(term.property(), found).stream()
                    .anyMatch(text -> term.exact() ? text.equals(term.text()) : holdsWords(text, term.text()));
        }

        private static List<String> candidates(String property, Found found) {
            List<String> texts = new ArrayList<>();
            if (property.isEmpty() || property.equals("MetricName")) {
                texts.add(found.name());
            }
            if (property.isEmpty() || property.equals("Namespace")) {
                texts.add(found.namespace());
            }
            found.dimensions().forEach((name, value) -> {
                if (property.isEmpty()) {
                    texts.add(name);
                }
                if (property.isEmpty() || property.equals(name)) {
                    texts.add(value);
                }
            });
            return texts;
        }

        /** Words of a text that is not quoted may be parts: each must be one of those in the other text. */
        private static boolean holdsWords(String text, String wanted) {
            Set<String> words = words(text);
            return words.containsAll(words(wanted)) || text.equalsIgnoreCase(wanted);
        }

        private static Set<String> words(String text) {
            Set<String> words = new TreeSet<>();
            for (String word : WORD_BOUNDS.split(text, -1)) {
                if (!word.isEmpty()) {
                    words.add(word.toLowerCase(Locale.ROOT));
                }
            }
            return words;
        }
    }
}
