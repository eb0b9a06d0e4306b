package dev.mastic.runtime.frame.files;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * How many small files a task reads. Spark packs files into tasks itself; grouping only moves two of its settings, for one source
 * and nobody else.
 */
final class Packing {

    /** From so many files on Glue groups without being asked to. */
    private static final int GROUPED_FROM_FILES = 50_000;

    private static final long GROUP_BYTES = 128L << 20;
    private static final long OPEN_COST_BYTES = 64 << 10;
    private static final int FILES_PER_GROUP_MIN = 64;

    private final Options options;
    private final int partitionsMin;

    /**
     * The wishes of a source.
     *
     * @param options may hold {@code groupFiles} and {@code groupSize}
     * @param partitionsMin that the files make if they can be split, 0: as Spark thinks best
     */
    Packing(Options options, int partitionsMin) {
        this.options = options;
        this.partitionsMin = partitionsMin;
    }

    /** The session whose settings plan the scan of these files. */
    SparkSession session(SparkSession spark, FileSet files, boolean canGroup) {
        boolean groups = canGroup && groups(files.files().size());
        if (!groups && partitionsMin == 0) {
            return spark;
        }
        SparkSession own = spark.cloneSession();
        if (groups) {
            long bytes = options.number("groupSize").orElse(GROUP_BYTES);
            own.conf().set("spark.sql.files.maxPartitionBytes", bytes + "b");
            long openCost = Math.min(OPEN_COST_BYTES, bytes / FILES_PER_GROUP_MIN);
            own.conf().set("spark.sql.files.openCostInBytes", openCost + "b");
            own.conf().set("spark.sql.files.minPartitionNum", Integer.toString(Math.max(1, partitionsMin)));
        } else {
            own.conf().set("spark.sql.files.minPartitionNum", Integer.toString(partitionsMin));
        }
        return own;
    }

    private boolean groups(int files) {
        String wish = options.text("groupFiles").orElse("").toLowerCase(Locale.ROOT);
        return switch (wish) {
            case "inpartition", "acrosspartition" -> true;
            case "none" -> false;
            case "" -> files > GROUPED_FROM_FILES || options.number("groupSize").isPresent();
            default ->
                throw new IllegalArgumentException(
                        "groupFiles: \"" + wish + "\" (expected: inPartition, acrossPartition or none)");
        };
    }
}
