package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.json.JsonFormat;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;

/**
 * A format in which a sink writes.
 *
 * @param classification the name that a table in the catalog has for it
 * @param options of the format and of the connection, which names the compression
 */
public record SinkFormat(String classification, Options options) {

    /** What Spark needs to write: the format and its options. */
    record Files(FileFormat format, Map<String, String> options) implements Serializable {}

    public static SinkFormat of(String name, Options options) {
        String classification = switch (name.toLowerCase(Locale.ROOT)) {
            case "csv" -> "csv";
            case "json" -> "json";
            // Glue's own writer of Parquet has a name of its own; the files are the same.
            case "parquet", "glueparquet" -> "parquet";
            case "orc" -> "orc";
            default -> throw new NotSupported("format \"" + name + "\"", "csv, json, parquet, glueparquet, orc");
        };
        return new SinkFormat(classification, options);
    }

    /** The frame with columns that the format can hold. */
    Frame writable(Frame frame, List<String> partitionKeys) {
        return switch (classification) {
            case "json" -> frame;
            case "csv" -> Writable.flat(frame, partitionKeys);
            default -> Writable.withoutNulls(frame);
        };
    }

    Files at(Frame frame) {
        Map<String, String> spark = new LinkedHashMap<>();
        compression().ifPresent(codec -> spark.put("compression", codec));
        return switch (classification) {
            case "json" -> {
                spark.put(JsonFormat.SCHEMA, SchemaJson.write(frame.schema()));
                yield new Files(JsonFormat.format(), spark);
            }
            case "csv" -> {
                options.text("separator").ifPresent(separator -> spark.put(CsvFormat.SEPARATOR, separator));
                options.text("quoteChar").ifPresent(quote -> spark.put(CsvFormat.QUOTE, quote));
                spark.put(CsvFormat.HEADER, Boolean.toString(options.flag("writeHeader", "true")));
                yield new Files(CsvFormat.format(), spark);
            }
            case "orc" -> new Files(new OrcFileFormat(), spark);
            default -> {
                options.text("blockSize").ifPresent(bytes -> spark.put("parquet.block.size", bytes));
                options.text("pageSize").ifPresent(bytes -> spark.put("parquet.page.size", bytes));
                yield new Files(new ParquetFileFormat(), spark);
            }
        };
    }

    private Optional<String> compression() {
        return options.text("compression")
                .or(() -> options.text("compressionType"))
                .filter(codec -> !codec.isEmpty());
    }
}
