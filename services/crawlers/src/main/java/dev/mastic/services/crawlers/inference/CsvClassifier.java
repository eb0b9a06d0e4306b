package dev.mastic.services.crawlers.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Delimited text.
 *
 * <p>Source of the rules: "Built-in CSV classifier" in the Glue developer guide: at least two columns and two lines; a header's
 * fields all parse as texts, are shorter than 150 characters and name columns; and some line below must not be all texts.
 */
public final class CsvClassifier implements Classifier {
    private static final List<Character> DELIMITERS = List.of(',', '|', '\t', ';', '\u0001');
    private static final int LINES_MAX = 5_000;
    private static final int PROBED_LINES = 100;
    private static final double REGULAR_MIN = 0.9;
    private static final double REGULAR_SURE = 0.99;
    private static final int HEADER_CHARS_MAX = 150;
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ ./()#%$&:-]*");
    private static final double LIKELY = 0.9;

    private final CsvOptions options;

    public CsvClassifier(CsvOptions options) {
        this.options = options;
    }

    @Override
    public Optional<Finding> classify(Sample sample) throws IOException {
        Optional<String> text = sample.text();
        if (text.isEmpty() || text.orElseThrow().isBlank()) {
            return Optional.empty();
        }
        List<Character> candidates = options.delimiter().map(List::of).orElse(DELIMITERS);
        Layout best = null;
        for (char delimiter : candidates) {
            Layout layout = Layout.of(text.orElseThrow(), delimiter, options.quote());
            if (layout.columns() >= (options.singleColumn() ? 1 : 2)
                    && layout.regularity() >= REGULAR_MIN
                    && (best == null || layout.columns() > best.columns())) {
                best = layout;
            }
        }
        return best == null ? Optional.empty() : finding(text.orElseThrow(), best);
    }

    private Optional<Finding> finding(String text, Layout layout) {
        CsvLines reader = new CsvLines(text, layout.delimiter(), options.quote());
        List<List<String>> lines = reader.read(LINES_MAX);
        if (lines.size() < 2 && !options.custom()) {
            return Optional.empty();
        }
        List<DataType> below = types(lines.subList(Math.min(1, lines.size()), lines.size()), layout.columns());
        boolean header = switch (options.header()) {
            case PRESENT -> true;
            case ABSENT -> false;
            case UNKNOWN -> isHeader(lines.get(0), below);
        };
        List<DataType> types = header ? below : types(lines, layout.columns());
        List<Field> fields = fields(names(header ? lines.get(0) : List.of(), types.size()), types);
        Map<String, String> found = new LinkedHashMap<>();
        found.put("delimiter", String.valueOf(layout.delimiter()));
        found.put("areColumnsQuoted", String.valueOf(reader.sawQuotes()));
        if (header) {
            found.put("skip.header.line.count", "1");
        }
        boolean open = options.serde().map("OpenCSVSerDe"::equals).orElse(reader.sawQuotes());
        found.put("serde", open ? "OpenCSVSerDe" : "LazySimpleSerDe");
        if (open) {
            found.put("quoteChar", String.valueOf(options.quote()));
        }
        double certainty = options.custom() || layout.regularity() >= REGULAR_SURE ? 1 : LIKELY;
        return Optional.of(new Finding("csv", fields, found, java.util.OptionalLong.empty(), certainty));
    }

    private List<DataType> types(List<List<String>> lines, int columns) {
        List<DataType> types = new ArrayList<>(Collections.nCopies(columns, DataType.NOTHING));
        for (List<String> line : lines) {
            for (int i = 0; i < Math.min(columns, line.size()); i++) {
                types.set(i, DataType.merge(types.get(i), TextTypes.of(value(line.get(i)))));
            }
        }
        for (int i = 0; i < Math.min(columns, options.types().size()); i++) {
            types.set(i, new DataType.Simple(options.types().get(i)));
        }
        return types;
    }

    private String value(String field) {
        return options.trimming() ? field.strip() : field;
    }

    private boolean isHeader(List<String> first, List<DataType> below) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < first.size(); i++) {
            String name = first.get(i).strip();
            boolean last = i == first.size() - 1;
            if (!NAME.matcher(name).matches()
                    || !TextTypes.of(name).equals(DataType.STRING)
                    || (!last && name.length() >= HEADER_CHARS_MAX)
                    || !names.add(name.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return below.stream().anyMatch(type -> !type.equals(DataType.STRING) && !type.equals(DataType.NOTHING));
    }

    private List<String> names(List<String> header, int columns) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < columns; i++) {
            String given = i < options.names().size()
                    ? options.names().get(i)
                    : i < header.size() ? header.get(i).strip() : "";
            String name = given.isEmpty() ? "col" + i : given.toLowerCase(Locale.ROOT);
            String free = name;
            for (int copy = 1; !taken.add(free); copy++) {
                free = name + "_" + copy;
            }
            names.add(free);
        }
        return names;
    }

    private static List<Field> fields(List<String> names, List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            fields.add(new Field(names.get(i), types.get(i)));
        }
        return fields;
    }

    /**
     * How a text falls into columns.
     *
     * @param regularity the part of lines that have as many columns as most do
     */
    private record Layout(char delimiter, int columns, double regularity) {
        static Layout of(String text, char delimiter, char quote) {
            List<List<String>> lines = new CsvLines(text, delimiter, quote).read(PROBED_LINES);
            Map<Integer, Integer> widths = new LinkedHashMap<>();
            lines.forEach(line -> widths.merge(line.size(), 1, Integer::sum));
            var most = Collections.max(widths.entrySet(), Map.Entry.comparingByValue());
            return new Layout(delimiter, most.getKey(), (double) most.getValue() / lines.size());
        }
    }
}
