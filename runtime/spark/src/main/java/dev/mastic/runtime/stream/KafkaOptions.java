package dev.mastic.runtime.stream;

import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Glue's options of Kafka, as Spark's connector takes them. */
final class KafkaOptions {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOptions.class);
    private static final String PROVIDER = "org.apache.spark.sql.kafka010.KafkaSourceProvider";
    private static final String SERVERS = "kafka.bootstrap.servers";
    private static final String CONNECTION = "connectionName";
    private static final String POSITION = "startingPosition";
    private static final List<String> TOPICS = List.of("topicName", "assign", "subscribePattern");

    /** Options of Glue by the option of Spark that means the same. */
    private static final Map<String, String> SPARK_NAMES = Map.ofEntries(
            Map.entry("bootstrap.servers", SERVERS),
            Map.entry("security.protocol", "kafka.security.protocol"),
            Map.entry("topicname", "subscribe"),
            Map.entry("assign", "assign"),
            Map.entry("subscribepattern", "subscribePattern"),
            Map.entry("startingoffsets", "startingOffsets"),
            Map.entry("startingtimestamp", "startingTimestamp"),
            Map.entry("endingoffsets", "endingOffsets"),
            Map.entry("polltimeoutms", "kafkaConsumer.pollTimeoutMs"),
            Map.entry("numretries", "fetchOffset.numRetries"),
            Map.entry("retryintervalms", "fetchOffset.retryIntervalMs"),
            Map.entry("maxoffsetspertrigger", "maxOffsetsPerTrigger"),
            Map.entry("minpartitions", "minPartitions"),
            Map.entry("failondataloss", "failOnDataLoss"),
            Map.entry("includeheaders", "includeHeaders"));

    private static final Set<String> OWN = Set.of(
            "classification",
            "delimiter",
            "schema",
            "avroschema",
            "inferschema",
            "addrecordtimestamp",
            "callsite",
            "connectionname",
            "startingposition",
            "typeofdata",
            "topic",
            "key",
            "partition");

    private KafkaOptions() {}

    /** What the options of a source mean to the connector. */
    static Map<String, String> reading(Options options) {
        Map<String, String> settings = settings(options);
        if (TOPICS.stream().noneMatch(name -> options.text(name).isPresent())) {
            throw new IllegalArgumentException("kafka: no topics (expected one of: " + String.join(", ", TOPICS) + ")");
        }
        options.text(POSITION).ifPresent(position -> settings.putIfAbsent("startingOffsets", offsets(position)));
        return settings;
    }

    /** What the options of a sink mean to the connector. */
    static Map<String, String> writing(Options options) {
        Map<String, String> settings = settings(options);
        settings.put("topic", options.required("topic"));
        return settings;
    }

    private static Map<String, String> settings(Options options) {
        Map<String, String> settings = new LinkedHashMap<>();
        options.text(CONNECTION)
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> settings.putAll(KafkaConnection.get(name).settings()));
        options.texts().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            String known = SPARK_NAMES.get(lower);
            if (known != null || lower.startsWith("kafka.")) {
                settings.put(known == null ? name : known, value);
            } else if (!OWN.contains(lower)) {
                LOG.warn("kafka has no option {} here: ignored", name);
            }
        });
        if (!settings.containsKey(SERVERS)) {
            throw new IllegalArgumentException("kafka: no brokers (expected: bootstrap.servers or connectionName)");
        }
        return settings;
    }

    // The name that the same option has for Kinesis; what generates scripts writes it for both.
    private static String offsets(String position) {
        return switch (position.toLowerCase(Locale.ROOT)) {
            case "latest" -> "latest";
            case "earliest", "trim_horizon" -> "earliest";
            default ->
                throw new IllegalArgumentException(
                        POSITION + ": \"" + position + "\" (expected: latest, earliest or trim_horizon)");
        };
    }

    static void requireConnector() {
        try {
            Class.forName(PROVIDER, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException absent) {
            NotSupported refusal = new NotSupported(
                    "connection_type \"kafka\" without Spark's connector on the class path",
                    "a driver of Mastic, or spark-sql-kafka-0-10_2.12 and what it needs");
            refusal.initCause(absent);
            throw refusal;
        }
    }
}
