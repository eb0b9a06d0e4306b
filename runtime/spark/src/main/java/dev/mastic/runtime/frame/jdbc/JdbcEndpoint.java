package dev.mastic.runtime.frame.jdbc;

import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;

/** A database and how to get in, put together from a script's options and a connection of the Data Catalog. */
final class JdbcEndpoint {
    private static final int FETCHED_ROWS = 1_000;

    private final Vendor vendor;
    private final Map<String, String> options;

    private JdbcEndpoint(Vendor vendor, Map<String, String> options) {
        this.vendor = vendor;
        this.options = options;
    }

    /**
     * The database that options describe. What the script writes counts more than what its connection says.
     *
     * @param vendor as the connection type names it; OTHER to take it from the address
     */
    static JdbcEndpoint of(SparkSession spark, Vendor vendor, Options options) {
        // With an address of its own a script needs its connection for the network only, of which there is none here.
        boolean asked =
                options.flag("useConnectionProperties") || options.text("url").isEmpty();
        Optional<NamedConnection> named =
                options.text("connectionName").filter(name -> asked).map(NamedConnection::get);
        return of(spark, vendor, options, named);
    }

    static JdbcEndpoint of(SparkSession spark, Vendor vendor, Options options, Optional<NamedConnection> named) {
        SignIn signIn = signIn(options, named);
        JdbcUrl url = options.text("url")
                .map(text -> new JdbcUrl(signIn.fill(text)))
                .or(() -> named.map(NamedConnection::url))
                .orElseThrow(() -> new IllegalArgumentException("option url is missing (or connectionName)"));
        Optional<String> database = options.text("database").filter(name -> !name.isEmpty());
        JdbcUrl complete = database.map(url::withDatabase).orElse(url);
        Vendor known = complete.vendor() == Vendor.OTHER ? vendor : complete.vendor();
        String driver = driver(spark, known, options, named);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("url", complete.forDriver(driver).text());
        settings.put("driver", driver);
        if (!signIn.user().isEmpty()) {
            settings.put("user", signIn.user());
            settings.put("password", signIn.password());
        }
        settings.put("fetchsize", options.text("fetchsize").orElse(Integer.toString(FETCHED_ROWS)));
        if (known == Vendor.POSTGRESQL) {
            // Sends a batch of inserts as one statement.
            settings.put("reWriteBatchedInserts", "true");
        }
        named.ifPresent(connection -> settings.putAll(Encryption.settings(spark, known, connection)));
        return new JdbcEndpoint(known, settings);
    }

    private static SignIn signIn(Options options, Optional<NamedConnection> named) {
        if (options.text("DbUser").isPresent()) {
            throw new NotSupported("option DbUser (temporary passwords of Redshift)", "user and password, secretId");
        }
        Optional<String> user = options.text("user").or(() -> options.text("username"));
        if (user.isPresent()) {
            return SignIn.of(user.orElseThrow(), options.text("password").orElse(""));
        }
        return options.text("secretId")
                .map(SignIn::ofSecret)
                .or(() -> named.map(NamedConnection::signIn))
                .orElseGet(SignIn::nobody);
    }

    private static String driver(SparkSession spark, Vendor vendor, Options options, Optional<NamedConnection> named) {
        Optional<String> jar =
                options.text("customJdbcDriverS3Path").or(() -> named.flatMap(NamedConnection::driverJar));
        Optional<String> custom = options.text("customJdbcDriverClassName")
                .or(() -> options.text("className"))
                .or(() -> named.flatMap(NamedConnection::driverClass));
        if (jar.isPresent()) {
            if (custom.isEmpty()) {
                throw new IllegalArgumentException("option customJdbcDriverClassName is missing: which class of "
                        + jar.orElseThrow() + " is the driver");
            }
            DriverClasses.load(spark, jar.orElseThrow());
        }
        String driver = custom.orElse(vendor.driver());
        if (driver.isEmpty()) {
            throw new IllegalArgumentException(
                    "no JDBC driver is known for this url (name one with className or customJdbcDriverClassName)");
        }
        DriverClasses.require(spark, vendor, driver);
        return driver;
    }

    Vendor vendor() {
        return vendor;
    }

    /** Spark's options for a table or a query of this database. */
    Map<String, String> options(String dbtable) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("dbtable", dbtable);
        return all;
    }

    JdbcDialect dialect() {
        return JdbcDialects.get(options.getOrDefault("url", ""));
    }

    /** A connection of this process. */
    Connection connect() {
        JDBCOptions any = new JDBCOptions(Interop.map(options("nothing")));
        return dialect().createConnectionFactory(any).apply(-1);
    }
}
