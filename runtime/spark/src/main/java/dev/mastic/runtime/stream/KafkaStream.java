package dev.mastic.runtime.stream;

import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.avro.SchemaConverters;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Messages of Kafka topics, by Spark's own connector, with the options of Glue. */
public final class KafkaStream {
    /** For values whose schema is found batch by batch; scripts of Glue know this name. */
    static final String UNPARSED = "$json$data_infer_schema$_temporary$";

    private static final String FORMAT = "kafka";
    private static final String KINESIS = "kinesis";
    private static final String TYPE_OF_DATA = "typeOfData";

    private final SparkSession spark;
    private final Options options;

    /**
     * A stream that has still to be read.
     *
     * @param options such as {@code bootstrap.servers}, {@code topicName}, {@code classification}, {@code schema}
     */
    public KafkaStream(SparkSession spark, Options options) {
        this.spark = spark;
        this.options = options;
    }

    /** The stream that a table of the Data Catalog stands for; empty for tables of another kind. */
    public static Optional<KafkaStream> of(SparkSession spark, CatalogTable table, Options given) {
        Map<String, String> parameters = Interop.map(table.properties());
        String kind = parameters.getOrDefault(TYPE_OF_DATA, "").toLowerCase(Locale.ROOT);
        if (kind.equals(KINESIS)) {
            throw new NotSupported(
                    "table " + table.qualifiedName() + ", whose " + TYPE_OF_DATA + " is \"" + kind + "\"", FORMAT);
        }
        // Crawlers write "file" and "table" there, of what is no stream.
        if (!kind.equals(FORMAT)) {
            return Optional.empty();
        }
        Options own = Options.NONE;
        for (String name : new String[] {"connectionName", "topicName", "bootstrap.servers", "classification"}) {
            String value = parameters.getOrDefault(name, "");
            own = value.isEmpty() ? own : own.with(name, value);
        }
        if (!table.dataSchema().isEmpty()) {
            own = own.with("schema", table.dataSchema().toDDL());
        }
        return Optional.of(new KafkaStream(spark, own.and(given)));
    }

    /** The messages as they come: parsed where the options say how, else as Kafka's columns. */
    public Dataset<Row> read() {
        Map<String, String> settings = KafkaOptions.reading(options);
        KafkaOptions.requireConnector();
        return parsed(spark.readStream().format(FORMAT).options(settings).load(), options);
    }

    /** The messages that are there now. */
    public Dataset<Row> readPresent() {
        Map<String, String> settings = KafkaOptions.reading(options);
        KafkaOptions.requireConnector();
        return parsed(spark.read().format(FORMAT).options(settings).load(), options);
    }

    /** Values as columns. */
    static Dataset<Row> parsed(Dataset<Row> messages, Options options) {
        String classification = options.text("classification").orElse("").toLowerCase(Locale.ROOT);
        if (classification.isEmpty()) {
            return messages;
        }
        String schema =
                options.text("avroSchema").or(() -> options.text("schema")).orElse("");
        if (schema.isEmpty()) {
            return messages.select(functions.col("value").cast("string").as(UNPARSED));
        }
        Column record = record(classification, schema, options).as("record");
        Dataset<Row> chosen = options.flag("includeHeaders")
                ? messages.select(record, functions.col("timestamp"), functions.col("headers"))
                : messages.select(
                        record, functions.col("timestamp"), functions.lit(null).as("headers"));
        Dataset<Row> columns = options.flag("addRecordTimestamp")
                ? chosen.select(
                        functions.col("record.*"),
                        functions.col("timestamp").as("__src_timestamp"),
                        functions.col("headers"))
                : chosen.select("record.*", "headers");
        return options.flag("includeHeaders")
                ? columns.withColumnRenamed("headers", "glue_streaming_kafka_headers")
                : columns.drop("headers");
    }

    private static Column record(String classification, String schema, Options options) {
        Column value = functions.col("value");
        return switch (classification) {
            case "json" -> functions.from_json(value.cast("string"), StructType.fromDDL(schema));
            case "csv" ->
                functions.from_csv(
                        value.cast("string"),
                        functions.lit(schema),
                        Map.of("sep", options.text("delimiter").orElse(",")));
            case "avro" -> org.apache.spark.sql.avro.functions.from_avro(value, avro(schema));
            default -> throw new NotSupported("classification \"" + classification + "\" of kafka", "json, csv, avro");
        };
    }

    /** An Avro schema as it is, or the one of columns. */
    private static String avro(String schema) {
        return schema.trim().startsWith("{")
                ? schema
                : SchemaConverters.toAvroType(StructType.fromDDL(schema), false, "topLevelRecord", "")
                        .toString();
    }
}
