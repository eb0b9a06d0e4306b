package dev.mastic.runtime.catalog;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which Spark source reads what a Hive SerDe describes, and which SerDe describes what a Spark source writes. */
public final class SerdeFormats {
    /** Hive's separator when a table names none. */
    public static final String DEFAULT_SEPARATOR = "\u0001";

    private static final String TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat";
    private static final String TEXT_OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
    private static final String LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
    private static final String OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
    private static final String JSON = "org.openx.data.jsonserde.JsonSerDe";
    private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";
    private static final String ORC = "org.apache.hadoop.hive.ql.io.orc.";
    private static final String AVRO = "org.apache.hadoop.hive.";

    private SerdeFormats() {}

    /** A Spark source by its short name, with the options that make it read what the SerDe would. */
    public record Source(String name, Map<String, String> options) {
        public Source {
            options = Map.copyOf(options);
        }
    }

    /** A SerDe with its formats and parameters, as a StorageDescriptor holds them. */
    public record Serde(String inputFormat, String outputFormat, String library, Map<String, String> parameters) {
        public Serde {
            parameters = Map.copyOf(parameters);
        }
    }

    /** The source for a table's SerDe; empty when Spark has none that reads it. Parameters are the SerDe's and the table's. */
    public static Optional<Source> sourceOf(
            @Nullable String inputFormat, @Nullable String library, Map<String, String> parameters) {
        String serde = lower(library);
        String input = lower(inputFormat);
        if (serde.contains("parquet") || input.contains("parquet")) {
            return Optional.of(new Source("parquet", Map.of()));
        }
        if (serde.contains("orcserde") || input.contains("orcinputformat")) {
            return Optional.of(new Source("orc", Map.of()));
        }
        if (serde.contains("avroserde") || input.contains("avro")) {
            return Optional.of(new Source("avro", Map.of()));
        }
        if (serde.contains("jsonserde")) {
            return Optional.of(new Source("json", Map.of()));
        }
        if (serde.contains("opencsvserde")) {
            return Optional.of(openCsv(parameters));
        }
        if (serde.contains("lazysimpleserde") || (serde.isEmpty() && input.contains("textinputformat"))) {
            return Optional.of(delimited(parameters));
        }
        return Optional.empty();
    }

    /** The SerDe for what a source writes with these options; empty when Hive has none for it. */
    public static Optional<Serde> serdeOf(String source, Map<String, String> options) {
        return switch (lower(source)) {
            case "parquet" ->
                Optional.of(new Serde(
                        PARQUET + "MapredParquetInputFormat",
                        PARQUET + "MapredParquetOutputFormat",
                        PARQUET + "serde.ParquetHiveSerDe",
                        Map.of()));
            case "orc" ->
                Optional.of(new Serde(ORC + "OrcInputFormat", ORC + "OrcOutputFormat", ORC + "OrcSerde", Map.of()));
            case "avro" ->
                Optional.of(new Serde(
                        AVRO + "ql.io.avro.AvroContainerInputFormat",
                        AVRO + "ql.io.avro.AvroContainerOutputFormat",
                        AVRO + "serde2.avro.AvroSerDe",
                        Map.of()));
            case "json" -> Optional.of(new Serde(TEXT_INPUT, TEXT_OUTPUT, JSON, Map.of()));
            case "csv" -> Optional.of(csvSerde(options));
            case "text" ->
                Optional.of(new Serde(TEXT_INPUT, TEXT_OUTPUT, LAZY_SIMPLE, Map.of("field.delim", DEFAULT_SEPARATOR)));
            default -> Optional.empty();
        };
    }

    private static Source openCsv(Map<String, String> parameters) {
        return new Source(
                "csv",
                Map.of(
                        "sep", parameters.getOrDefault("separatorChar", ","),
                        "quote", parameters.getOrDefault("quoteChar", "\""),
                        "escape", parameters.getOrDefault("escapeChar", "\\"),
                        "header", hasHeader(parameters)));
    }

    private static Source delimited(Map<String, String> parameters) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(
                "sep",
                parameters.getOrDefault(
                        "field.delim", separatorOf(parameters.getOrDefault("serialization.format", ""))));
        // LazySimpleSerDe knows no quotes.
        options.put("quote", "");
        options.put("nullValue", parameters.getOrDefault("serialization.null.format", "\\N"));
        options.put("header", hasHeader(parameters));
        if (parameters.containsKey("escape.delim")) {
            options.put("escape", parameters.get("escape.delim"));
        }
        if (parameters.containsKey("serialization.encoding")) {
            options.put("encoding", parameters.get("serialization.encoding"));
        }
        return new Source("csv", options);
    }

    /** Hive writes the number of the separator ("1") when a table names none, and the separator itself when it does. */
    private static String separatorOf(String format) {
        return format.isEmpty() || format.equals("1") ? DEFAULT_SEPARATOR : format;
    }

    private static Serde csvSerde(Map<String, String> options) {
        String separator = options.getOrDefault("sep", options.getOrDefault("delimiter", ","));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("separatorChar", separator);
        parameters.put("quoteChar", options.getOrDefault("quote", "\""));
        parameters.put("escapeChar", options.getOrDefault("escape", "\\"));
        return new Serde(TEXT_INPUT, TEXT_OUTPUT, OPEN_CSV, parameters);
    }

    // A csv source has no option to skip more than one line.
    private static String hasHeader(Map<String, String> parameters) {
        return Boolean.toString(Integer.parseInt(parameters.getOrDefault("skip.header.line.count", "0")) > 0);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
