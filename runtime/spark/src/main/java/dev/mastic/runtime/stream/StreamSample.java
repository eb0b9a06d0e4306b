package dev.mastic.runtime.stream;

import dev.mastic.runtime.frame.files.Options;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** The first rows of a stream, as rows that are none. */
public final class StreamSample {
    private static final Pattern WINDOW =
            Pattern.compile("\\s*(?<count>\\d+)\\s*(?<unit>second|minute|hour)s?\\s*", Pattern.CASE_INSENSITIVE);
    private static final long POLLING_MILLIS = 10_000;
    private static final long RECORDS = 100;
    private static final long LOOK_MILLIS = 500;

    private StreamSample() {}

    /**
     * Reads a stream for a while.
     *
     * @param options {@code windowSize}, {@code pollingTimeInMs}, {@code recordPollingLimit}
     */
    public static Dataset<Row> of(Dataset<Row> frame, Options options) {
        String window = options.text("windowSize")
                .orElseThrow(() -> new IllegalArgumentException("Missing windowSize argument"));
        long millis = options.number("pollingTimeInMs").orElse(POLLING_MILLIS);
        if (millis <= millis(window)) {
            throw new IllegalArgumentException("Polling time needs to be larger than window size");
        }
        long limit = options.number("recordPollingLimit").orElse(RECORDS);
        SparkSession spark = frame.sparkSession();
        String table = "sample_" + UUID.randomUUID().toString().replace("-", "");
        try {
            StreamingQuery query = frame.writeStream()
                    .format("memory")
                    .queryName(table)
                    .trigger(Trigger.ProcessingTime(window))
                    .start();
            try {
                for (long waited = 0; waited < millis && spark.table(table).count() < limit; waited += LOOK_MILLIS) {
                    query.awaitTermination(LOOK_MILLIS);
                }
            } finally {
                query.stop();
            }
        } catch (TimeoutException | StreamingQueryException broken) {
            throw new IllegalStateException("the stream cannot be read: " + broken.getMessage(), broken);
        }
        // Rows of its own, for the table goes with the query.
        Dataset<Row> rows =
                spark.createDataFrame(spark.table(table).limit((int) limit).collectAsList(), frame.schema());
        spark.catalog().dropTempView(table);
        return rows;
    }

    private static long millis(String window) {
        Matcher match = WINDOW.matcher(window);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "Received invalid window size: " + window + " (expected: e.g. 10 seconds)");
        }
        TimeUnit unit = TimeUnit.valueOf(match.group("unit").toUpperCase(java.util.Locale.ROOT) + "S");
        return unit.toMillis(Long.parseLong(match.group("count")));
    }
}
