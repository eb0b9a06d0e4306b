package dev.mastic.runtime.frame.jdbc;

import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What scripts may say about a database, checked. */
final class JdbcOptions {
    private static final Logger log = LoggerFactory.getLogger(JdbcOptions.class);

    private static final Set<String> KNOWN = Set.of(
            "batchsize",
            "bulkSize",
            "callSite",
            "className",
            "connectionName",
            "customJdbcDriverClassName",
            "customJdbcDriverS3Path",
            "dataTypeMapping",
            "database",
            "dbtable",
            "enablePartitioningForSampleQuery",
            "fetchsize",
            "filterPredicate",
            "hashexpression",
            "hashfield",
            "hashpartitions",
            "jobBookmarkKeys",
            "jobBookmarkKeysSortOrder",
            "lowerBound",
            "numPartitions",
            "partitionColumn",
            "password",
            "postactions",
            "preactions",
            "query",
            "sampleQuery",
            "sampleSize",
            "secretId",
            "tableName",
            "upperBound",
            "url",
            "useConnectionProperties",
            "useFrameName",
            "user",
            "username");

    // They steer how Redshift copies files; rows go over JDBC here, and the result is the same.
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "autopushdown",
            "autopushdown.s3_result_cache",
            "aws_iam_role",
            "csvnullstring",
            "csvseparator",
            "extracopyoptions",
            "extraunloadoptions",
            "forward_spark_s3_credentials",
            "redshiftTmpDir",
            "sse_kms_key",
            "tempdir",
            "tempformat",
            "unload_s3_format");

    private JdbcOptions() {}

    /** The vendor of a connection type; empty for types that are no databases. */
    static Optional<Vendor> vendor(String connectionType) {
        return connectionType.equalsIgnoreCase("custom.jdbc")
                ? Optional.of(Vendor.OTHER)
                : Vendor.named(connectionType);
    }

    /** Refuses what would change the result, and says in the log what has no effect. */
    static void check(Options options) {
        Set<String> known = caseless(KNOWN);
        Set<String> idle = caseless(WITHOUT_EFFECT);
        for (String name : options.texts().keySet()) {
            if (idle.contains(name)) {
                log.info("option {} has no effect: rows travel over JDBC", name);
            } else if (!known.contains(name)) {
                log.warn("option {} of a JDBC connection is not known and is ignored", name);
            }
        }
    }

    /** The database that the options describe. */
    static JdbcEndpoint endpoint(SparkSession spark, String connectionType, Options options) {
        Vendor vendor = vendor(connectionType)
                .orElseThrow(() -> new NotSupported("connection_type \"" + connectionType + "\" as a database"));
        return JdbcEndpoint.of(spark, vendor, options);
    }

    /** The rows that go to the database in one statement: Glue's name for it, or Spark's. */
    static Optional<String> batchRows(Options options) {
        return options.text("bulkSize").or(() -> options.text("batchsize"));
    }

    static int number(Options options, String name, int otherwise) {
        String text = options.text(name).orElse(Integer.toString(otherwise));
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" (expected: an integer)", malformed);
        }
    }

    private static Set<String> caseless(Set<String> names) {
        Set<String> caseless = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        caseless.addAll(names);
        return caseless;
    }
}
