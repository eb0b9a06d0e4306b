package dev.mastic.runtime.frame.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;

/** Files that drivers of databases want to have at hand: jars and certificates, copied out of the lake once. */
final class LakeFile {
    private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

    private LakeFile() {}

    /** The copy of a file, such as {@code s3://bucket/jars/driver.jar}, read with the run's credentials. */
    static Path copy(SparkSession spark, String location) {
        return COPIES.computeIfAbsent(location, file -> {
            org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(file);
            try {
                Path directory = Files.createTempDirectory("mastic-database");
                directory.toFile().deleteOnExit();
                Path copy = directory.resolve(source.getName());
                copy.toFile().deleteOnExit();
                FileSystem files = source.getFileSystem(spark.sessionState().newHadoopConf());
                files.copyToLocalFile(false, source, new org.apache.hadoop.fs.Path(copy.toUri()), true);
                return copy;
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
            }
        });
    }
}
