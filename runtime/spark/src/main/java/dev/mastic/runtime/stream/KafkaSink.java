package dev.mastic.runtime.stream;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A topic of Kafka that records become messages of. A write that fails half way has sent some of them. */
public final class KafkaSink {
    private final Options options;

    /**
     * A topic to write to.
     *
     * @param options {@code bootstrap.servers} or {@code connectionName}, {@code topic}, {@code classification}; {@code key}
     *     and {@code partition} name columns
     */
    public KafkaSink(Options options) {
        this.options = options;
    }

    /** Sends every record as a message. */
    public void write(Frame frame) {
        frame.checkErrors();
        Map<String, String> settings = KafkaOptions.writing(options);
        KafkaOptions.requireConnector();
        Dataset<Row> rows = frame.settled().resolveAll("make_struct").rows();
        List<Column> message = new ArrayList<>();
        message.add(value().as("value"));
        options.text("key")
                .ifPresent(key -> message.add(rows.col(key).cast("string").as("key")));
        options.text("partition")
                .ifPresent(name -> message.add(rows.col(name).cast("int").as("partition")));
        rows.select(message.toArray(Column[]::new))
                .write()
                .format("kafka")
                .options(settings)
                .save();
    }

    private Column value() {
        Column record = functions.struct(functions.col("*"));
        String classification = options.text("classification").orElse("json").toLowerCase(Locale.ROOT);
        return switch (classification) {
            case "json" -> functions.to_json(record);
            case "avro" -> org.apache.spark.sql.avro.functions.to_avro(record);
            default ->
                throw new NotSupported("classification \"" + classification + "\" of a sink to kafka", "json, avro");
        };
    }
}
