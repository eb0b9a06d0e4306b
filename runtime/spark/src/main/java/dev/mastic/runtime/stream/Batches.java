package dev.mastic.runtime.stream;

import dev.mastic.runtime.frame.files.Options;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The batches of a stream, each given to a function of a JVM script. Python's half has batches of its own. */
public final class Batches {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
    private static final Set<String> OPTIONS = Set.of(
            "windowSize", "checkpointLocation", "persistDataFrame", "storageLevel", "batchMaxRetries", "callSite");
    private static final long RETRIES = 3;
    private static final long RETRIES_MAX = 100;
    private static final long BACK_OFF_SECONDS_MAX = 5;
    private static final long LOOK_MILLIS = 500;
    private static final String NO_RETRY = "CheckpointMetadataNotFound";

    /** What is done with a batch. */
    public interface Work {
        /**
         * Takes a batch.
         *
         * @param number counts the batches of the stream, over all runs with the same checkpoint
         */
        void take(Dataset<Row> rows, long number);
    }

    private final Dataset<Row> frame;
    private final Work work;
    private final String window;
    private final String checkpoint;
    private final long retries;
    private final boolean persists;
    private final StorageLevel level;
    private long failures;

    /**
     * Batches that have still to be taken.
     *
     * @param options {@code windowSize} and {@code checkpointLocation}; {@code persistDataFrame}, {@code storageLevel},
     *     {@code batchMaxRetries}
     */
    public Batches(Dataset<Row> frame, Work work, Options options) {
        this.frame = frame;
        this.work = work;
        this.window = needed(options, "windowSize");
        this.checkpoint = needed(options, "checkpointLocation");
        this.retries = options.number("batchMaxRetries").orElse(RETRIES);
        if (retries < 0 || retries > RETRIES_MAX) {
            throw new IllegalArgumentException(
                    "batchMaxRetries: " + retries + " (expected: a number from 0 to " + RETRIES_MAX + ")");
        }
        this.persists = options.flag("persistDataFrame", "true");
        this.level = StorageLevel.fromString(options.text("storageLevel").orElse("MEMORY_AND_DISK"));
        options.namesBeside(OPTIONS).forEach(option -> LOG.warn("forEachBatch has no option {}: ignored", option));
    }

    private static String needed(Options options, String name) {
        return options.text(name).orElseThrow(() -> new IllegalArgumentException("Missing " + name + " argument"));
    }

    /** Goes on until a batch fails too often, or the run is asked to stop; then the process ends after the batch. */
    public void run() {
        StopSignal.hold();
        try {
            while (!StopSignal.isAsked()) {
                try {
                    query();
                } catch (StreamingQueryException failed) {
                    retry(failed);
                }
            }
        } catch (TimeoutException | InterruptedException broken) {
            throw new IllegalStateException("the stream was broken off", broken);
        } finally {
            StopSignal.release();
        }
        StopSignal.end();
    }

    private void query() throws TimeoutException, StreamingQueryException {
        StreamingQuery query = frame.writeStream()
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) this::take)
                .option("checkpointLocation", checkpoint)
                .trigger(Trigger.ProcessingTime(window))
                .start();
        while (!query.awaitTermination(LOOK_MILLIS)) {
            // Between two batches: one that is running ends, and is written down as done, before the query stops.
            if (StopSignal.isAsked() && !query.status().isTriggerActive()) {
                query.stop();
            }
        }
    }

    private void take(Dataset<Row> rows, long number) {
        if (StopSignal.isAsked()) {
            throw new IllegalStateException("the run is asked to stop");
        }
        if (!persists) {
            if (!rows.isEmpty()) {
                work.take(rows, number);
            }
        } else {
            rows.persist(level);
            try {
                if (rows.count() > 0) {
                    work.take(rows, number);
                }
            } finally {
                rows.unpersist();
            }
        }
        failures = 0;
    }

    private void retry(StreamingQueryException failed) throws InterruptedException {
        if (StopSignal.isAsked()) {
            return;
        }
        failures++;
        if (failures > retries || String.valueOf(failed.getMessage()).startsWith(NO_RETRY)) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
        LOG.warn("a batch is tried again ({} of {}): {}", failures, retries, failed.getMessage());
        TimeUnit.SECONDS.sleep(Math.min(failures, BACK_OFF_SECONDS_MAX));
    }
}
