package dev.mastic.runtime.stream;

import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages of Kafka topics, by Spark's own connector, with the options of Glue. */
public final class KafkaStream {
    /** For values whose schema is found batch by batch; scripts of Glue know this name. */
    static final String UNPARSED = "$json$data_infer_schema$_temporary$";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaStream.class);
    private static final String PROVIDER = "org.apache.spark.sql.kafka010.KafkaSourceProvider";
    private static final List<String> TOPICS = List.of("topicName", "assign", "subscribePattern");

    /** Options of Glue by the option of Spark that means the same. */
    private static final Map<String, String> SPARK_NAMES = Map.ofEntries(
            Map.entry("bootstrap.servers", "kafka.bootstrap.servers"),
            Map.entry("security.protocol", "kafka.security.protocol"),
            Map.entry("topicname", "subscribe"),
            Map.entry("assign", "assign"),
            Map.entry("subscribepattern", "subscribePattern"),
            Map.entry("startingoffsets", "startingOffsets"),
            Map.entry("startingtimestamp", "startingTimestamp"),
            Map.entry("polltimeoutms", "kafkaConsumer.pollTimeoutMs"),
            Map.entry("numretries", "fetchOffset.numRetries"),
            Map.entry("retryintervalms", "fetchOffset.retryIntervalMs"),
            Map.entry("maxoffsetspertrigger", "maxOffsetsPerTrigger"),
            Map.entry("minpartitions", "minPartitions"),
            Map.entry("includeheaders", "includeHeaders"));

    private static final Set<String> OWN =
            Set.of("classification", "delimiter", "schema", "inferschema", "addrecordtimestamp", "callsite");

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

    /** The messages: parsed where the options say how, else as Kafka's columns. */
    public Dataset<Row> read() {
        Map<String, String> settings = settings(options);
        requireConnector();
        return parsed(spark.readStream().format("kafka").options(settings).load(), options);
    }

    /** What the options mean to Spark's connector. */
    static Map<String, String> settings(Options options) {
        options.refuse("connectionName", "avroSchema", "emitConsumerLagMetrics");
        options.required("bootstrap.servers");
        if (TOPICS.stream().noneMatch(name -> options.text(name).isPresent())) {
            throw new IllegalArgumentException("kafka: no topics (expected one of: " + String.join(", ", TOPICS) + ")");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        options.texts().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            String known = SPARK_NAMES.get(lower);
            if (known != null || lower.startsWith("kafka.")) {
                settings.put(known == null ? name : known, value);
            } else if (!OWN.contains(lower)) {
                LOG.warn("connection_options of kafka: {} is unknown and ignored", name);
            }
        });
        return settings;
    }

    /** Values as columns. */
    static Dataset<Row> parsed(Dataset<Row> messages, Options options) {
        String classification = options.text("classification").orElse("").toLowerCase(Locale.ROOT);
        if (classification.isEmpty()) {
            return messages;
        }
        Column text = functions.col("value").cast("string");
        String schema = options.text("schema").orElse("");
        if (schema.isEmpty()) {
            return messages.select(text.as(UNPARSED));
        }
        StructType columns = StructType.fromDDL(schema);
        Column record = switch (classification) {
            case "json" -> functions.from_json(text, columns);
            case "csv" ->
                functions.from_csv(
                        text,
                        functions.lit(schema),
                        Map.of("sep", options.text("delimiter").orElse(",")));
            default -> throw new NotSupported("classification \"" + classification + "\" of kafka", "json, csv");
        };
        if (!options.flag("addRecordTimestamp")) {
            return messages.select(record.as("record")).select("record.*");
        }
        return messages.select(record.as("record"), functions.col("timestamp").as("__src_timestamp"))
                .select("record.*", "__src_timestamp");
    }

    private static void requireConnector() {
        try {
            Class.forName(PROVIDER, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException absent) {
            NotSupported refusal = new NotSupported(
                    "connection_type \"kafka\" without Spark's connector on the class path",
                    "name the jars of spark-sql-kafka-0-10_2.12 and of what it needs in --extra-jars");
            refusal.initCause(absent);
            throw refusal;
        }
    }
}
