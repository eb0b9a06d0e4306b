package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import scala.Option;

/**
 * How the files of a table are written.
 *
 * @param classification csv, json, parquet, orc, avro, xml, groklog or ion
 * @param options the format options of Glue that say the same as the table's SerDe
 */
record TableFormat(String classification, Options options) {

    private static final String TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat";
    private static final String TEXT_OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
    private static final String HEADER_LINES = "skip.header.line.count";

    static TableFormat of(CatalogTable table) {
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        properties.putAll(Interop.map(table.storage().properties()));
        properties.putAll(Interop.map(table.properties()));
        String named = properties.getOrDefault("classification", "");
        String classification = classification(named);
        if (classification.isEmpty()) {
            // Crawlers give what a custom classifier has found a name of its own.
            classification = classification(hints(table));
        }
        if (classification.isEmpty()) {
            throw new NotSupported(
                    "the format of table " + table.qualifiedName() + " (classification \"" + named + "\", SerDe "
                            + text(table.storage().serde()) + ")",
                    FileSource.FORMATS);
        }
        return new TableFormat(
                classification,
                switch (classification) {
                    case "csv" -> csv(table, properties);
                    case "xml" -> named(properties, Map.of("rowTag", "rowTag"));
                    case "groklog" ->
                        named(
                                properties,
                                Map.of("input.format", "logFormat", "input.grokCustomPatterns", "customPatterns"));
                    case "json" -> named(properties, Map.of("jsonPath", "jsonPath", "multiLine", "multiLine"));
                    case "avro" -> named(properties, Map.of("version", "version"));
                    default -> Options.NONE;
                });
    }

    /** The format options that properties of the table stand for. */
    private static Options named(Map<String, String> properties, Map<String, String> names) {
        Options options = Options.NONE;
        for (Map.Entry<String, String> name : names.entrySet()) {
            String value = properties.getOrDefault(name.getKey(), "");
            options = value.isEmpty() ? options : options.with(name.getValue(), value);
        }
        return options;
    }

    private static String hints(CatalogTable table) {
        return text(table.provider()) + " " + text(table.storage().serde()) + " "
                + text(table.storage().inputFormat());
    }

    private static String text(Option<String> value) {
        return value.isDefined() ? value.get() : "";
    }

    private static String classification(String hints) {
        String lower = hints.toLowerCase(Locale.ROOT);
        if (lower.contains("parquet")) {
            return "parquet";
        } else if (lower.contains("orc")) {
            return "orc";
        } else if (lower.contains("json")) {
            return "json";
        } else if (lower.contains("avro")) {
            return "avro";
        } else if (lower.contains("grok")) {
            return "groklog";
        } else if (lower.contains("xml")) {
            return "xml";
        } else if (lower.equals("ion") || lower.contains("ionhiveserde")) {
            return "ion";
        }
        return lower.contains("csv") || lower.contains("lazysimpleserde") ? "csv" : "";
    }

    private static Options csv(CatalogTable table, Map<String, String> properties) {
        Options options = Options.NONE.with(
                "separator", first(properties, separator(table), "field.delim", "separatorChar", "sep", "delimiter"));
        int headers = Integer.parseInt(properties.getOrDefault(HEADER_LINES, "0"));
        boolean header =
                headers > 0 || properties.getOrDefault("header", "false").equalsIgnoreCase("true");
        options = options.with("withHeader", Boolean.toString(header))
                .with("writeHeader", Boolean.toString(header))
                .with("skipLines", Integer.toString(header ? Math.max(headers, 1) : 0));
        String quote = first(properties, "", "quoteChar");
        if (!quote.isEmpty()) {
            options = options.with("quoteChar", quote);
        }
        String escape = first(properties, "", "escapeChar", "escape.delim");
        if (!escape.isEmpty()) {
            options = options.with("escaper", escape);
        }
        String encoding = first(properties, "", "serialization.encoding", "encoding");
        return encoding.isEmpty() ? options : options.with("encoding", encoding);
    }

    // Hive's text format separates fields by ctrl-A when nothing else is said, all other CSV by commas.
    private static String separator(CatalogTable table) {
        return text(table.storage().serde()).contains("LazySimpleSerDe") ? "\u0001" : ",";
    }

    private static String first(Map<String, String> properties, String otherwise, String... names) {
        for (String name : names) {
            String value = properties.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return otherwise;
    }

    /** How the catalog describes files of this format in a directory. */
    CatalogStorageFormat storage(URI location) {
        Map<String, String> serde = new LinkedHashMap<>();
        return switch (classification) {
            case "parquet" ->
                storage(
                        location,
                        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                        "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                        serde);
            case "orc" ->
                storage(
                        location,
                        "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
                        "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
                        "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
                        serde);
            case "json" -> storage(location, TEXT_INPUT, TEXT_OUTPUT, "org.openx.data.jsonserde.JsonSerDe", serde);
            case "avro" ->
                storage(
                        location,
                        "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
                        "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
                        "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
                        serde);
            default -> {
                serde.put("separatorChar", options.text("separator").orElse(","));
                serde.put(
                        "quoteChar",
                        options.text("quoteChar")
                                .filter(quote -> !quote.equals("-1"))
                                .orElse("\""));
                yield storage(location, TEXT_INPUT, TEXT_OUTPUT, "org.apache.hadoop.hive.serde2.OpenCSVSerde", serde);
            }
        };
    }

    private static CatalogStorageFormat storage(
            URI location, String input, String output, String serde, Map<String, String> properties) {
        return new CatalogStorageFormat(
                Option.apply(location),
                Option.apply(input),
                Option.apply(output),
                Option.apply(serde),
                false,
                Interop.map(properties));
    }

    /** What a table's parameters say about files of this format. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("classification", classification);
        if (classification.equals("csv") && options.flag("writeHeader", "true")) {
            parameters.put(HEADER_LINES, "1");
        }
        return parameters;
    }
}
