package dev.mastic.runtime.frame.unbox;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import dev.mastic.runtime.frame.Presence;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import dev.mastic.runtime.frame.files.Options;
import java.io.Serializable;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** One record of CSV in a text, under the names of its header or {@code col0}, {@code col1} and so on. */
final class CsvText implements Serializable {

    private static final int COLUMN_CHARACTERS_MAX = 1 << 24;

    private final char separator;
    private final @Nullable Character escaper;
    private final @Nullable Character quote;
    private final boolean header;
    private final boolean skipFirst;

    CsvText(Options options) {
        separator = character(options, "separator", ",");
        escaper = options.text("escaper").isPresent() ? (Character) character(options, "escaper", "") : null;
        // Glue turns quoting off by -1.
        quote = options.text("quoteChar").filter("-1"::equals).isPresent()
                ? null
                : (Character) character(options, "quoteChar", "\"");
        header = options.flag("withHeader");
        skipFirst = options.flag("skipFirst");
    }

    private static char character(Options options, String name, String otherwise) {
        String text = options.text(name).orElse(otherwise);
        if (text.length() != 1) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" (expected: one character)");
        }
        return text.charAt(0);
    }

    /** The columns of all texts in the first column of a dataset, each a text. */
    Type.Struct columns(Dataset<Row> texts) {
        FlatMapFunction<Iterator<InternalRow>, String> names = this::names;
        Set<String> all = new LinkedHashSet<>(
                texts.queryExecution().toRdd().toJavaRDD().mapPartitions(names).collect());
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Type text = new Type.Atom(DataTypes.StringType);
        all.forEach(name -> shapes.put(name, new Shape(List.of(text), Presence.OPTIONAL)));
        return new Type.Struct(shapes);
    }

    private Iterator<String> names(Iterator<InternalRow> rows) {
        Set<String> names = new LinkedHashSet<>();
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            if (!row.isNullAt(0)) {
                names.addAll(read(row.getUTF8String(0).toString()).keySet());
            }
        }
        return names.iterator();
    }

    /** The fields of a text; an empty field is null. */
    Map<String, @Nullable String> read(String text) {
        CsvParser parser = new CsvParser(settings());
        List<String[]> records = parser.parseAll(new StringReader(text));
        int first = skipFirst ? 1 : 0;
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        int at = header ? first + 1 : first;
        if (records.size() <= at) {
            return fields;
        }
        String[] values = records.get(at);
        List<String> names = names(header ? records.get(first) : new String[0], values.length);
        for (int i = 0; i < values.length; i++) {
            fields.put(names.get(i), values[i]);
        }
        return fields;
    }

    private static List<String> names(String[] header, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = i < header.length ? header[i] : null;
            names.add(name == null ? "col" + i : name);
        }
        return names;
    }

    private CsvParserSettings settings() {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(separator);
        settings.getFormat().setQuote(quote == null ? '\0' : quote);
        settings.getFormat().setQuoteEscape(escaper == null ? '"' : escaper);
        settings.setMaxCharsPerColumn(COLUMN_CHARACTERS_MAX);
        return settings;
    }
}
