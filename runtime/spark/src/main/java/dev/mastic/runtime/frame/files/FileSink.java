package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution$;
import org.apache.spark.sql.execution.datasources.FileFormatWriter;
import org.apache.spark.sql.execution.datasources.FileFormatWriter$;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/** Adds the records of a frame to the files of a directory; nothing is ever overwritten, no {@code _SUCCESS} is left. */
public final class FileSink {

    // Spark makes this marker in every directory that it writes, Glue does not.
    private static final String MARK_SUCCESS = "mapreduce.fileoutputcommitter.marksuccessfuljobs";

    private final SparkSession spark;
    private final String path;
    private final List<String> partitionKeys;
    private final Clock clock;

    public FileSink(SparkSession spark, String path, List<String> partitionKeys) {
        this(spark, path, partitionKeys, Clock.systemUTC());
    }

    FileSink(SparkSession spark, String path, List<String> partitionKeys, Clock clock) {
        this.spark = spark;
        this.path = path;
        this.partitionKeys = List.copyOf(partitionKeys);
        this.clock = clock;
    }

    /**
     * What was written.
     *
     * @param columns of the files, and the partition keys among them
     * @param partitions that records went to, as values by key
     */
    public record Written(StructType columns, List<Map<String, String>> partitions) {}

    public Written write(Frame frame, SinkFormat format) {
        frame.checkErrors();
        Frame writable = format.writable(frame.settled(), partitionKeys);
        if (writable.rows().columns().length == 0) {
            // No format has files without columns: there is nothing to say about such records, and mostly there are
            // none.
            return new Written(new StructType(), List.of());
        }
        Set<String> directories = write(format.files(writable, partitionKeys));
        List<Map<String, String>> partitions =
                directories.stream().map(FileSink::partition).toList();
        return new Written(writable.rows().schema(), partitions);
    }

    private static Map<String, String> partition(String directory) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String level : directory.split("/", -1)) {
            int equals = level.indexOf('=');
            values.put(
                    ExternalCatalogUtils$.MODULE$.unescapePathName(level.substring(0, equals)),
                    ExternalCatalogUtils$.MODULE$.unescapePathName(level.substring(equals + 1)));
        }
        return values;
    }

    private Set<String> write(SinkFormat.Files files) {
        Configuration hadoop = spark.sessionState().newHadoopConfWithOptions(Interop.map(files.options()));
        hadoop.setBoolean(MARK_SUCCESS, false);
        String directory = qualified(hadoop);
        QueryExecution query = files.rows().queryExecution();
        List<Attribute> output = Interop.list(query.analyzed().output());
        FileCommitProtocol committer = new RunCommitProtocol(UUID.randomUUID().toString(), directory, clock.millis());
        scala.collection.immutable.Set<String> written = SQLExecution$.MODULE$.withNewExecutionId(
                query,
                Option.apply("write " + directory),
                () -> FileFormatWriter$.MODULE$.write(
                        spark,
                        query.executedPlan(),
                        files.format(),
                        committer,
                        new FileFormatWriter.OutputSpec(directory, Interop.map(Map.of()), Interop.seq(output)),
                        hadoop,
                        Interop.seq(partitionColumns(output)),
                        Option.empty(),
                        Interop.seq(List.of()),
                        Interop.map(files.options()),
                        0));
        spark.sharedState().cacheManager().recacheByPath(spark, directory);
        return JavaConverters.setAsJavaSet(written);
    }

    private String qualified(Configuration hadoop) {
        Path target = new Path(path);
        try {
            return target.getFileSystem(hadoop).makeQualified(target).toString();
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException("cannot write to " + path + ": " + broken.getMessage(), broken);
        }
    }

    private List<Attribute> partitionColumns(List<Attribute> output) {
        List<Attribute> columns = new ArrayList<>();
        for (String key : partitionKeys) {
            columns.add(output.stream()
                    .filter(column -> column.name().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("partition key \"" + key
                            + "\" is not a column of the frame"
                            + " (columns: "
                            + String.join(
                                    ", ", output.stream().map(Attribute::name).toList()) + ")")));
        }
        return columns;
    }
}
