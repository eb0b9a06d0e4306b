package dev.mastic.runtime.frame.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Loads drivers of databases that a script brings along. */
final class DriverJars {
    private DriverJars() {}

    /** Copies a jar out of the lake and makes its classes known to the driver and to the executors. */
    static void load(SparkSession spark, String location) {
        Path source = new Path(location);
        try {
            java.nio.file.Path directory = Files.createTempDirectory("jdbc-driver");
            directory.toFile().deleteOnExit();
            java.nio.file.Path copy = directory.resolve(source.getName());
            copy.toFile().deleteOnExit();
            FileSystem files = source.getFileSystem(spark.sessionState().newHadoopConf());
            files.copyToLocalFile(false, source, new Path(copy.toUri()), true);
            spark.sessionState().resourceLoader().addJar(copy.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the driver " + location + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Says what to do when a class is missing.
     *
     * @throws IllegalArgumentException when there is no such class
     */
    static void require(SparkSession spark, Vendor vendor, String className) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            Class.forName(className, false, loader == null ? spark.getClass().getClassLoader() : loader);
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "the JDBC driver " + className + " for " + vendor.glueName() + " is not on the class path: name its"
                            + " jar with --extra-jars or with the options customJdbcDriverS3Path and"
                            + " customJdbcDriverClassName",
                    missing);
        }
    }
}
