package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.bookmark.FileBookmark;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.json.FileText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that a script names by their paths, in one of the formats that Glue reads. */
public final class FileSource {

    /** Names of the formats that can be read. */
    public static final String FORMATS = "csv, json, parquet, orc, avro, xml, grokLog, ion";

    private static final Logger log = LoggerFactory.getLogger(FileSource.class);

    private static final Set<String> COLUMNAR = Set.of("parquet", "orc");

    /** What Glue's options for S3 mean to Glue alone; with columnar files all others go to Spark's reader. */
    private static final Set<String> OPTIONS = Set.of(
            "paths",
            "path",
            "recurse",
            "exclusions",
            "compressionType",
            "callSite",
            "groupFiles",
            "groupSize",
            "boundedFiles",
            "boundedSize",
            "maxBand",
            "maxFilesInBand",
            "isFailFast",
            "excludeStorageClasses",
            "useS3ListImplementation",
            "partitionKeys",
            "basePath");

    private final SparkSession spark;
    private final Options connection;
    private final Optional<FileBookmark> bookmark;

    /**
     * The files of the connection options.
     *
     * @param bookmark says which of them are new, before the bounds of the options count
     */
    public FileSource(SparkSession spark, Options connection, Optional<FileBookmark> bookmark) {
        this.spark = spark;
        this.connection = connection;
        this.bookmark = bookmark;
    }

    /** All records, in a format with its options. */
    public Frame read(String format, Options options) {
        return read(format, options, 0);
    }

    /** All records, in so many partitions at least if the files can be split. */
    public Frame read(String format, Options options, int partitionsMin) {
        SourceFormat reader = SourceFormat.of(format, options);
        return reader.read(files(listed(format, bookmark), partitionsMin));
    }

    /** Some records, of a few files only, whether they are new or not. */
    public Frame sample(String format, Options options, Sample sample) {
        SourceFormat reader = SourceFormat.of(format, options);
        return reader.read(files(sample.of(listed(format, Optional.empty())), 0))
                .limit(sample.records());
    }

    private FileSet listed(String format, Optional<FileBookmark> fresh) {
        FileListing listing = new FileListing(spark, connection, fresh);
        if (COLUMNAR.contains(format.toLowerCase(Locale.ROOT))) {
            return listing.ofPartitionedPaths();
        }
        connection.namesBeside(OPTIONS).forEach(option -> log.warn("s3 sources have no option {}: ignored", option));
        return listing.ofPaths();
    }

    private SourceFiles files(FileSet set, int partitionsMin) {
        return new SourceFiles(
                spark, set, new Packing(connection, partitionsMin), text(connection), connection.without(OPTIONS));
    }

    /** How the files of a source are opened: Glue asks for the codec only where names do not tell it. */
    static FileText text(Options options) {
        String compression = options.text("compressionType").orElse("").toLowerCase(Locale.ROOT);
        return switch (compression) {
            case "", "none", "uncompressed" -> FileText.BY_NAME;
            case "gzip", "bzip2" -> new FileText(compression);
            default -> throw new NotSupported("compressionType " + compression, "gzip, bzip2");
        };
    }
}
