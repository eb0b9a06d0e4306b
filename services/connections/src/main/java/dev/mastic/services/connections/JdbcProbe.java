package dev.mastic.services.connections;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Signs in at a database as a job would, with the JDBC drivers that jobs have, and out again. */
final class JdbcProbe {
    private static final String WAIT_SECONDS = "10";
    private static final String WAIT_MILLIS = "10000";
    private static final String NAMES = "(postgresql|mariadb-java-client|mssql-jdbc)-.*\\.jar";

    private final Optional<Path> jars;

    /**
     * A probe.
     *
     * @param jars a directory with the drivers' jars
     */
    JdbcProbe(Optional<Path> jars) {
        this.jars = jars;
    }

    /** Returns when the database has let somebody in. */
    void connect(String url, SignIn who, Map<String, String> properties) {
        try (URLClassLoader classes = new URLClassLoader(drivers(), ClassLoader.getPlatformClassLoader())) {
            String known = known(url);
            Driver driver = driver(classes, known);
            try (Connection open = driver.connect(known, settings(known, who, properties))) {
                if (open == null || !open.isValid(Integer.parseInt(WAIT_SECONDS))) {
                    throw refused("the database does not answer");
                }
            }
        } catch (SQLTimeoutException late) {
            throw new ServiceException(
                    ErrorCode.OPERATION_TIMEOUT, "Unable to connect to the data source in %s seconds.", WAIT_SECONDS);
        } catch (SQLException refusal) {
            throw refused(String.valueOf(refusal.getMessage()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ServiceException refused(String why) {
        return Refusals.invalid("Unable to connect to the data source: %s", why);
    }

    private static Driver driver(ClassLoader classes, String url) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, classes)) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw Refusals.notImplemented("Testing a connection to " + url.replaceFirst("//.*", ""));
    }

    private URL[] drivers() throws IOException {
        if (jars.isEmpty() || !Files.isDirectory(jars.orElseThrow())) {
            throw Refusals.notImplemented("Testing a connection without the drivers' jars");
        }
        try (Stream<Path> all = Files.list(jars.orElseThrow())) {
            List<Path> found = all.filter(jar -> jar.getFileName().toString().matches(NAMES))
                    .toList();
            URL[] urls = new URL[found.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = found.get(i).toUri().toURL();
            }
            return urls;
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // Redshift speaks PostgreSQL's protocol, and MySQL's driver is MariaDB's.
    private static String known(String url) {
        return url.replaceFirst("(?i)^jdbc:redshift:", "jdbc:postgresql:")
                .replaceFirst("(?i)^jdbc:mysql:", "jdbc:mariadb:");
    }

    private static Properties settings(String url, SignIn who, Map<String, String> properties) {
        Properties settings = new Properties();
        settings.put("user", who.user());
        settings.put("password", who.password());
        boolean encrypted = "true".equalsIgnoreCase(properties.get("JDBC_ENFORCE_SSL"));
        boolean unverified = "true".equalsIgnoreCase(properties.get("SKIP_CUSTOM_JDBC_CERT_VALIDATION"));
        if (encrypted
                && !unverified
                && !properties.getOrDefault("CUSTOM_JDBC_CERT", "").isEmpty()) {
            throw Refusals.notImplemented("Testing a connection with CUSTOM_JDBC_CERT");
        }
        if (url.startsWith("jdbc:postgresql:")) {
            settings.put("connectTimeout", WAIT_SECONDS);
            settings.put("loginTimeout", WAIT_SECONDS);
            if (encrypted) {
                settings.put("sslmode", unverified ? "require" : "verify-full");
                settings.put(
                        "sslfactory",
                        unverified
                                ? "org.postgresql.ssl.NonValidatingFactory"
                                : "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        } else if (url.startsWith("jdbc:mariadb:")) {
            settings.put("connectTimeout", WAIT_MILLIS);
            if (encrypted) {
                settings.put("sslMode", unverified ? "trust" : "verify-full");
            }
        } else {
            settings.put("loginTimeout", WAIT_SECONDS);
            settings.put("encrypt", Boolean.toString(encrypted));
            settings.put("trustServerCertificate", Boolean.toString(unverified || !encrypted));
        }
        return settings;
    }
}
