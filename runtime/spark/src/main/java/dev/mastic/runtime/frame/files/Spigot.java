package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Writes a sample of the records that pass by as JSON, for somebody to look at. */
public final class Spigot {

    private static final String RECORDS_MAX = "100";

    private Spigot() {}

    /**
     * Adds records to the files under a path, now.
     *
     * @param options {@code topk}, the most records that are written, and {@code prob}, the probability of each to be taken
     */
    public static void write(SparkSession spark, Frame frame, String path, Options options) {
        int most = Integer.parseInt(options.text("topk").orElse(RECORDS_MAX));
        double probability = Double.parseDouble(options.text("prob").orElse("1"));
        if (most < 0 || probability < 0 || probability > 1) {
            throw new IllegalArgumentException(
                    "spigot: topk " + most + ", prob " + probability + " (expected: topk >= 0, prob between 0 and 1)");
        }
        Frame sample = frame.settled().sample(probability, most);
        new FileSink(spark, path, List.of()).write(sample, SinkFormat.of("json", Options.NONE));
    }
}
