package dev.mastic.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A format of tables that a run asks for by {@code --datalake-formats}: its jars are put on the class path. */
public enum LakeFormat {
    DELTA,
    HUDI,
    ICEBERG;

    private static final String EXTENSIONS = "spark.sql.extensions";
    private static final String SESSION_CATALOG = "spark.sql.catalog.spark_catalog";
    // The name that all examples of AWS use.
    private static final String GLUE_CATALOG = "spark.sql.catalog.glue_catalog";
    private static final String IMPLEMENTATION = ".catalog-impl";

    /** The name that a run asks for it by, and that its jars are kept under. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The formats of an argument, separated by commas.
     *
     * @throws RunFailure for a name that is none
     */
    static List<LakeFormat> parse(String argument) {
        List<LakeFormat> formats = new ArrayList<>();
        for (String name : Staging.split(argument)) {
            formats.add(Arrays.stream(values())
                    .filter(format -> format.folder().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new RunFailure(
                            Fault.CALLER,
                            "%s: %s (supported: delta, hudi, iceberg)",
                            JobParameter.DATALAKE_FORMATS.key(),
                            name)));
        }
        return formats;
    }

    private Map<String, String> settings() {
        return switch (this) {
            case DELTA ->
                Map.of(
                        EXTENSIONS,
                        "io.delta.sql.DeltaSparkSessionExtension",
                        SESSION_CATALOG,
                        "org.apache.spark.sql.delta.catalog.DeltaCatalog");
            case HUDI ->
                Map.of(
                        EXTENSIONS,
                        "org.apache.spark.sql.hudi.HoodieSparkSessionExtension",
                        SESSION_CATALOG,
                        "org.apache.spark.sql.hudi.catalog.HoodieCatalog",
                        "spark.serializer",
                        "org.apache.spark.serializer.KryoSerializer",
                        "spark.kryo.registrator",
                        "org.apache.spark.HoodieSparkKryoRegistrar");
            case ICEBERG ->
                Map.of(
                        EXTENSIONS,
                        "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
                        GLUE_CATALOG,
                        "org.apache.iceberg.spark.SparkCatalog",
                        GLUE_CATALOG + IMPLEMENTATION,
                        "org.apache.iceberg.aws.glue.GlueCatalog",
                        GLUE_CATALOG + ".io-impl",
                        "org.apache.iceberg.aws.s3.S3FileIO");
        };
    }

    /** What Spark is started with for these formats; what the run itself says comes on top. */
    static Map<String, String> settings(List<LakeFormat> formats, Map<String, String> own) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (LakeFormat format : formats) {
            format.settings()
                    .forEach((key, value) -> settings.merge(
                            key, value, (first, second) -> key.equals(EXTENSIONS) ? first + "," + second : first));
        }
        settings.putAll(own);
        if (formats.contains(ICEBERG)) {
            // This server is one host with many buckets.
            List.copyOf(settings.keySet()).stream()
                    .filter(key -> key.endsWith(IMPLEMENTATION))
                    .map(key -> key.substring(0, key.length() - IMPLEMENTATION.length()))
                    .forEach(catalog -> settings.putIfAbsent(catalog + ".s3.path-style-access", "true"));
        }
        return settings;
    }
}
