package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.csv.CsvWriteFormat;
import dev.mastic.runtime.frame.json.JsonFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.avro.AvroFileFormat;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A format in which a sink writes.
 *
 * @param classification the name that a table in the catalog has for it
 * @param options of the format and of the connection, which names the compression
 */
public record SinkFormat(String classification, Options options) {

    /** Names of the formats that can be written. */
    public static final String NAMES = "csv, json, parquet, glueparquet, orc, avro";

    private static final String GLUE_WRITER = "useGlueParquetWriter";

    /** What Spark needs to write: the rows, the format and its options. */
    record Files(Dataset<Row> rows, FileFormat format, Map<String, String> options) {}

    /** What sinks of files know; with columnar files all others go to Spark's writer. */
    private static final Set<String> OPTIONS = Set.of(
            "path",
            "partitionKeys",
            "compression",
            "compressionType",
            "enableUpdateCatalog",
            "updateBehavior",
            "useFrameName",
            "callSite",
            "callDeleteObjectsOnCancel",
            "groupFiles",
            "groupSize",
            "separator",
            "quoteChar",
            "escaper",
            "writeHeader",
            "withHeader",
            "skipLines",
            "useGlueParquetWriter",
            "blockSize",
            "pageSize",
            "version",
            "optimizePerformance",
            "strictCheckForQuoting",
            "multiLine",
            "encoding");

    private static final Logger log = LoggerFactory.getLogger(SinkFormat.class);

    /** The format of a name, in any case, with the options of the format and of the connection. */
    public static SinkFormat of(String name, Options options) {
        String plain = name.toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "csv", "json", "avro" -> {
                options.namesBeside(OPTIONS)
                        .forEach(option -> log.warn("sinks of {} have no option {}: ignored", plain, option));
                yield new SinkFormat(plain, options);
            }
            case "parquet", "orc" -> new SinkFormat(plain, options);
            // Glue's own writer of Parquet has a name of its own; the files are the same.
            case "glueparquet" -> new SinkFormat("parquet", options.with(GLUE_WRITER, "true"));
            case "xml", "ion", "groklog" ->
                throw new NotSupported("format \"" + name + "\" as a sink, it can only be read", NAMES);
            default -> throw new NotSupported("format \"" + name + "\"", NAMES);
        };
    }

    /** The frame with columns that the format can hold. */
    Frame writable(Frame frame, List<String> partitionKeys) {
        return switch (classification) {
            case "json" -> frame;
            case "csv" -> Writable.flat(frame, partitionKeys);
            case "avro" -> Writable.withoutNulls(frame).castAtoms(AvroTypes.of(options)::writing, partitionKeys);
            default -> Writable.withoutNulls(frame);
        };
    }

    /**
     * How a frame is written that is {@link #writable}.
     *
     * @param partitionKeys columns that become directories
     */
    Files files(Frame frame, List<String> partitionKeys) {
        Dataset<Row> rows = frame.rows();
        Map<String, String> spark = new LinkedHashMap<>();
        compression().ifPresent(codec -> spark.put("compression", codec));
        return switch (classification) {
            case "json" -> {
                spark.put(JsonFormat.SCHEMA, SchemaJson.write(frame.schema()));
                yield new Files(rows, JsonFormat.format(), spark);
            }
            case "csv" -> {
                options.text("separator").ifPresent(separator -> spark.put(CsvWriteFormat.SEPARATOR, separator));
                options.text("quoteChar").ifPresent(quote -> spark.put(CsvWriteFormat.QUOTE, quote));
                spark.put(CsvWriteFormat.HEADER, Boolean.toString(options.flag("writeHeader", "true")));
                yield new Files(rows, CsvWriteFormat.format(), spark);
            }
            case "avro" -> avro(frame, partitionKeys, spark);
            case "orc" -> {
                spark.putAll(options.without(OPTIONS).texts());
                yield new Files(rows, new OrcFileFormat(), spark);
            }
            default -> parquet(rows, spark);
        };
    }

    private static Files avro(Frame frame, List<String> partitionKeys, Map<String, String> spark) {
        Optional<AvroLayout> unions = AvroLayout.of(frame.schema(), partitionKeys);
        Dataset<Row> rows = frame.rows();
        if (unions.isPresent()) {
            spark.put("avroSchema", unions.orElseThrow().schema().toString());
            StructType columns = (StructType) unions.orElseThrow().columns();
            // Between structs that differ in names only a cast changes nothing.
            rows = rows.select(Arrays.stream(frame.columns())
                    .map(column -> partitionKeys.contains(name(column))
                            ? column
                            : column.cast(columns.apply(name(column)).dataType())
                                    .as(name(column)))
                    .toArray(Column[]::new));
        }
        return new Files(rows, new AvroFileFormat(), spark);
    }

    private static String name(Column column) {
        return ((NamedExpression) column.expr()).name();
    }

    private Files parquet(Dataset<Row> rows, Map<String, String> spark) {
        if ("lzo".equalsIgnoreCase(compression().orElse(""))) {
            throw new NotSupported("compression lzo", "uncompressed, snappy, gzip, zstd");
        }
        spark.putAll(options.without(OPTIONS).texts());
        options.text("blockSize").ifPresent(bytes -> spark.put("parquet.block.size", bytes));
        options.text("pageSize").ifPresent(bytes -> spark.put("parquet.page.size", bytes));
        return new Files(rows, options.flag(GLUE_WRITER) ? new GlueParquetFormat() : new ParquetFileFormat(), spark);
    }

    private Optional<String> compression() {
        return options.text("compression")
                .or(() -> options.text("compressionType"))
                .filter(codec -> !codec.isEmpty());
    }
}
