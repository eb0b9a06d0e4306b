package dev.mastic.runtime.frame.jdbc;

import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.files.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;

/**
 * A table of the Data Catalog that stands for one of a database: it names a connection, and its location is
 * {@code database.schema.table} or {@code database.table}, as crawlers write it.
 */
public final class CatalogJdbcTable {
    private static final List<String> READING = List.of("hashfield", "hashexpression", "hashpartitions");

    private final SparkSession spark;
    private final String connection;
    private final Options options;

    private CatalogJdbcTable(SparkSession spark, String connection, Options options) {
        this.spark = spark;
        this.connection = connection;
        this.options = options;
    }

    /** The table of a database behind a table of the catalog; empty for tables over files. */
    public static Optional<CatalogJdbcTable> of(SparkSession spark, CatalogTable table, Options given) {
        Map<String, String> parameters = Interop.map(table.properties());
        String connection = parameters.getOrDefault("connectionName", "");
        boolean database =
                Vendor.named(parameters.getOrDefault("classification", "")).isPresent();
        if (connection.isEmpty() || !database) {
            return Optional.empty();
        }
        String location = table.storage().locationUri().get().toString();
        int dot = location.indexOf('.');
        Options options = Options.NONE.with("dbtable", dot < 0 ? location : location.substring(dot + 1));
        if (dot > 0) {
            options = options.with("database", location.substring(0, dot));
        }
        for (String name : READING) {
            String value = parameters.getOrDefault(name, "");
            options = value.isEmpty() ? options : options.with(name, value);
        }
        return Optional.of(new CatalogJdbcTable(spark, connection, options.and(given)));
    }

    public JdbcSource source(String context) {
        JdbcEndpoint endpoint =
                JdbcEndpoint.of(spark, Vendor.OTHER, options, Optional.of(NamedConnection.get(connection)));
        return new JdbcSource(spark, endpoint, options, context);
    }

    public JdbcSink sink() {
        return JdbcSink.connected(spark, connection, options);
    }
}
