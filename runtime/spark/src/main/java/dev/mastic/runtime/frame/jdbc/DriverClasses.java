package dev.mastic.runtime.frame.jdbc;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;

/** The drivers of databases, those on the class path and those that a script brings along. */
final class DriverClasses {
    private static final Set<Path> LOADED = ConcurrentHashMap.newKeySet();

    private DriverClasses() {}

    /** Makes the classes of a jar known to this process and to the executors. */
    static void load(SparkSession spark, String location) {
        Path jar = LakeFile.copy(spark, location);
        if (LOADED.add(jar)) {
            spark.sessionState().resourceLoader().addJar(jar.toString());
        }
        // Spark looks for drivers here, and a script may have threads of its own.
        Thread.currentThread().setContextClassLoader(spark.sharedState().jarClassLoader());
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
