package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.bookmark.FileBookmark;
import dev.mastic.runtime.frame.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileIndex;

/** Files that a script names by their paths, in one of the formats that Glue reads. */
public final class FileSource {

    /** What Glue's options for S3 mean to Glue alone; all others go to Spark's reader of columnar files. */
    private static final Set<String> NOT_FOR_SPARK = Set.of(
            "paths",
            "path",
            "recurse",
            "exclusions",
            "compressiontype",
            "callsite",
            "groupfiles",
            "groupsize",
            "maxband",
            "maxfilesinband");

    private final SparkSession spark;
    private final Options connection;
    private final Optional<FileBookmark> bookmark;

    public FileSource(SparkSession spark, Options connection, Optional<FileBookmark> bookmark) {
        connection.refuse("boundedFiles", "boundedSize");
        String compression = connection.text("compressionType").orElse("").toLowerCase(Locale.ROOT);
        if (!Set.of("", "none", "gzip", "bzip2").contains(compression)) {
            throw new NotSupported("compressionType " + compression, "gzip, bzip2: by the name of the file");
        }
        this.spark = spark;
        this.connection = connection;
        this.bookmark = bookmark;
    }

    /** Files that are read record by record. */
    public Frame records(String format, Options options) {
        RecordSource source = switch (format.toLowerCase(Locale.ROOT)) {
            case "csv" -> CsvSource.untyped();
            case "json" -> new JsonSource();
            default -> throw new NotSupported("format \"" + format + "\"", "csv, json, parquet, orc");
        };
        FileIndex found = new FileSet(spark).of(connection);
        return source.read(spark, bookmark.map(files -> files.read(found)).orElse(found), options);
    }

    /** Parquet or ORC files, which hold their schema: Spark's own reader, directories {@code key=value} become columns. */
    public Dataset<Row> columnar(String format) {
        if (bookmark.isPresent()) {
            throw new NotSupported("a bookmark of columnar files that are named by their paths", "csv, json, tables");
        }
        Map<String, String> options = new LinkedHashMap<>(connection.texts());
        options.keySet().removeIf(name -> NOT_FOR_SPARK.contains(name.toLowerCase(Locale.ROOT)));
        List<String> paths = connection.list("paths").isEmpty() ? connection.list("path") : connection.list("paths");
        return spark.read().format(format).options(options).load(paths.toArray(String[]::new));
    }
}
