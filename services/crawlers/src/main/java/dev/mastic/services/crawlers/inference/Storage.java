package dev.mastic.services.crawlers.inference;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How Hive reads files of a format.
 *
 * @param parameters of the SerDe
 */
public record Storage(String input, String output, String serde, Map<String, String> parameters) {
    private static final String TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat";
    private static final String TEXT_OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
    private static final String HIVE = "org.apache.hadoop.hive.";

    public Storage {
        parameters = Map.copyOf(parameters);
    }

    /** The SerDe that Glue's crawlers write down for such a file. */
    public static Storage of(Finding finding) {
        return switch (finding.classification()) {
            case "parquet" ->
                new Storage(
                        HIVE + "ql.io.parquet.MapredParquetInputFormat",
                        HIVE + "ql.io.parquet.MapredParquetOutputFormat",
                        HIVE + "ql.io.parquet.serde.ParquetHiveSerDe",
                        Map.of("serialization.format", "1"));
            case "orc" ->
                new Storage(
                        HIVE + "ql.io.orc.OrcInputFormat",
                        HIVE + "ql.io.orc.OrcOutputFormat",
                        HIVE + "ql.io.orc.OrcSerde",
                        Map.of());
            case "avro" ->
                new Storage(
                        HIVE + "ql.io.avro.AvroContainerInputFormat",
                        HIVE + "ql.io.avro.AvroContainerOutputFormat",
                        HIVE + "serde2.avro.AvroSerDe",
                        Map.of(
                                "serialization.format",
                                "1",
                                "avro.schema.literal",
                                finding.options().getOrDefault("avro.schema.literal", "")));
            case "json" ->
                text(
                        "org.openx.data.jsonserde.JsonSerDe",
                        Map.of(
                                "paths",
                                String.join(
                                        ",",
                                        finding.fields().stream()
                                                .map(Field::name)
                                                .sorted()
                                                .toList())));
            case "ion" ->
                new Storage(
                        "com.amazon.ionhiveserde.formats.IonInputFormat",
                        "com.amazon.ionhiveserde.formats.IonOutputFormat",
                        "com.amazon.ionhiveserde.IonHiveSerDe",
                        Map.of());
            case "csv" -> csv(finding);
            default -> other(finding);
        };
    }

    private static Storage csv(Finding finding) {
        String delimiter = finding.options().getOrDefault("delimiter", ",");
        return finding.options().getOrDefault("serde", "").equals("OpenCSVSerDe")
                ? text(
                        HIVE + "serde2.OpenCSVSerde",
                        Map.of(
                                "separatorChar",
                                delimiter,
                                "quoteChar",
                                finding.options().getOrDefault("quoteChar", "\"")))
                : text(HIVE + "serde2.lazy.LazySimpleSerDe", Map.of("field.delim", delimiter));
    }

    /** What has names of its own: XML by its row tag, logs by their pattern. */
    private static Storage other(Finding finding) {
        if (finding.options().containsKey("rowTag")) {
            return new Storage("", "", "", Map.of("rowTag", finding.options().get("rowTag")));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("input.format", finding.options().getOrDefault("grokPattern", ""));
        String custom = finding.options().getOrDefault("grokCustomPatterns", "");
        if (!custom.isEmpty()) {
            parameters.put("input.grokCustomPatterns", custom);
        }
        return text("com.amazonaws.glue.serde.GrokSerDe", parameters);
    }

    private static Storage text(String serde, Map<String, String> parameters) {
        return new Storage(TEXT_INPUT, TEXT_OUTPUT, serde, parameters);
    }
}
