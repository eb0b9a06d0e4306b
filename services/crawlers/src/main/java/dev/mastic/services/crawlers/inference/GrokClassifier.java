package dev.mastic.services.crawlers.inference;

import io.krakens.grok.api.Grok;
import io.krakens.grok.api.GrokCompiler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Logs: lines that match a Grok pattern. The names in the pattern are the columns. */
public final class GrokClassifier implements Classifier {
    private static final int LINES_MAX = 200;
    private static final int LINE_CHARS_MAX = 8_192;
    private static final double MATCHING_MIN = 0.8;
    private static final Pattern NAMED = Pattern.compile("%\\{\\w+:(\\w+):(\\w+)}");
    private static final Pattern GROUP = Pattern.compile("name(\\d+)");

    private final String classification;
    private final String pattern;
    private final String customPatterns;
    private final Grok grok;
    private final List<Field> fields;

    private GrokClassifier(String classification, String pattern, String customPatterns, Grok grok) {
        this.classification = classification;
        this.pattern = pattern;
        this.customPatterns = customPatterns;
        this.grok = grok;
        this.fields = fields(grok, pattern);
    }

    /**
     * A classifier by a pattern.
     *
     * @param customPatterns lines of a name and the pattern it stands for
     * @throws IllegalArgumentException when the pattern does not compile; the message says why
     */
    public static GrokClassifier of(String classification, String pattern, String customPatterns) {
        GrokCompiler compiler = GrokCompiler.newInstance();
        compiler.registerDefaultPatterns();
        for (String resource : List.of("/patterns/ruby", "/patterns/linux-syslog")) {
            compiler.registerPatternFromClasspath(resource);
        }
        for (String line : customPatterns.lines().toList()) {
            String custom = line.strip();
            int space = custom.indexOf(' ');
            if (space > 0 && !custom.startsWith("#")) {
                compiler.register(
                        custom.substring(0, space), custom.substring(space + 1).strip());
            }
        }
        Grok compiled = compiler.compile(NAMED.matcher(pattern).replaceAll(GrokClassifier::withoutType), true);
        return new GrokClassifier(classification, pattern, customPatterns, compiled);
    }

    /** Glue writes the type of a column behind its name, which java-grok would take for a part of it. */
    private static String withoutType(java.util.regex.MatchResult named) {
        String text = named.group();
        return Matcher.quoteReplacement(text.substring(0, text.lastIndexOf(':')) + "}");
    }

    @Override
    public Optional<Finding> classify(Sample sample) throws IOException {
        Optional<String> text = sample.text();
        if (text.isEmpty() || fields.isEmpty()) {
            return Optional.empty();
        }
        int lines = 0;
        int matching = 0;
        for (String line : (Iterable<String>) text.orElseThrow().lines().limit(LINES_MAX)::iterator) {
            if (!line.isBlank()) {
                lines++;
                matching += matches(line) ? 1 : 0;
            }
        }
        if (lines == 0 || matching < lines * MATCHING_MIN) {
            return Optional.empty();
        }
        Map<String, String> options = customPatterns.isEmpty()
                ? Map.of("grokPattern", pattern)
                : Map.of("grokPattern", pattern, "grokCustomPatterns", customPatterns);
        return Optional.of(Finding.sure(classification, fields).with(options));
    }

    private boolean matches(String line) {
        try {
            return line.length() <= LINE_CHARS_MAX
                    && !grok.match(new PatientText(line)).isNull();
        } catch (PatientText.ExhaustedException | StackOverflowError tooHard) {
            return false;
        }
    }

    private static List<Field> fields(Grok grok, String pattern) {
        List<Field> fields = new ArrayList<>();
        grok.getNamedRegexCollection().entrySet().stream()
                .filter(entry -> GROUP.matcher(entry.getKey()).matches())
                .sorted(Comparator.comparingInt(
                        entry -> Integer.parseInt(entry.getKey().substring("name".length()))))
                .map(Map.Entry::getValue)
                .filter(name -> Character.isLowerCase(name.charAt(0)) || pattern.contains(":" + name))
                .distinct()
                .forEach(name -> fields.add(new Field(name, type(name, pattern))));
        return fields;
    }

    private static DataType type(String name, String pattern) {
        Matcher named = NAMED.matcher(pattern);
        while (named.find()) {
            if (named.group(1).equals(name)) {
                return switch (named.group(2)) {
                    case "byte" -> new DataType.Simple("tinyint");
                    case "short" -> new DataType.Simple("smallint");
                    case "int", "float", "double", "boolean", "timestamp", "date" ->
                        new DataType.Simple(named.group(2));
                    case "long" -> DataType.BIGINT;
                    default -> DataType.STRING;
                };
            }
        }
        return DataType.STRING;
    }
}
