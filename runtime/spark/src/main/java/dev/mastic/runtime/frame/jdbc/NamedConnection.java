package dev.mastic.runtime.frame.jdbc;

import com.amazonaws.services.glue.model.Connection;
import com.amazonaws.services.glue.model.GetConnectionRequest;
import dev.mastic.runtime.catalog.GlueConnection;
import dev.mastic.runtime.frame.files.NotSupported;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection of the Data Catalog, read with the run's credentials. It has no text of its own: passwords are in it. */
public final class NamedConnection {
    private static final Set<String> TYPES = Set.of("JDBC", "CUSTOM", "MYSQL", "POSTGRESQL", "ORACLE", "SQLSERVER");

    private final String name;
    private final String type;
    private final Map<String, String> properties;

    private NamedConnection(String name, String type, Map<String, String> properties) {
        this.name = name;
        this.type = type;
        this.properties = properties;
    }

    /** The connection of this name. */
    public static NamedConnection get(String name) {
        Connection found = GlueConnection.client()
                .getConnection(new GetConnectionRequest().withName(name))
                .getConnection();
        if (!TYPES.contains(found.getConnectionType())) {
            throw new NotSupported(
                    "connection " + name + " of type " + found.getConnectionType() + " as a database",
                    String.join(", ", TYPES.stream().sorted().toList()));
        }
        Map<String, String> properties = new LinkedHashMap<>();
        found.getConnectionProperties().forEach((key, value) -> properties.put(key, value));
        return new NamedConnection(name, found.getConnectionType(), properties);
    }

    JdbcUrl url() {
        Optional<String> url = property("JDBC_CONNECTION_URL").or(() -> property("CONNECTION_URL"));
        if (url.isPresent()) {
            return new JdbcUrl(url.orElseThrow());
        }
        String engine = property("JDBC_ENGINE").orElse(type).toLowerCase(java.util.Locale.ROOT);
        String server = "//" + required("HOST")
                + property("PORT").map(port -> ":" + port).orElse("");
        JdbcUrl composed = new JdbcUrl("jdbc:" + engine + ":" + server);
        return property("DATABASE").map(composed::withDatabase).orElse(composed);
    }

    SignIn signIn() {
        return property("SECRET_ID")
                .map(SignIn::ofSecret)
                .orElseGet(() -> SignIn.of(
                        property("USERNAME").orElse(""), property("PASSWORD").orElse("")));
    }

    /** A class that is loaded instead of the vendor's usual driver. */
    Optional<String> driverClass() {
        return property("JDBC_DRIVER_CLASS_NAME").or(() -> property("CONNECTOR_CLASS_NAME"));
    }

    /** Where the jar of that class lies. */
    Optional<String> driverJar() {
        return property("JDBC_DRIVER_JAR_URI").or(() -> property("CONNECTOR_URL"));
    }

    boolean enforcesSsl() {
        return property("JDBC_ENFORCE_SSL").filter("true"::equalsIgnoreCase).isPresent();
    }

    /** What {@code extract_jdbc_conf} tells of it; the names are Glue's. */
    public Map<String, String> configuration() {
        SignIn signIn = signIn();
        JdbcUrl url = url();
        Map<String, String> told = new LinkedHashMap<>();
        told.put("user", signIn.user());
        told.put("password", signIn.password());
        told.put("vendor", url.vendor().glueName());
        told.put("url", url.server());
        told.put("fullUrl", url.text());
        told.put("enforceSSL", Boolean.toString(enforcesSsl()));
        told.put("customJDBCCert", property("CUSTOM_JDBC_CERT").orElse(""));
        told.put("customJDBCCertString", property("CUSTOM_JDBC_CERT_STRING").orElse(""));
        told.put(
                "skipCustomJDBCCertValidation",
                property("SKIP_CUSTOM_JDBC_CERT_VALIDATION").orElse("false"));
        return told;
    }

    Optional<String> property(String key) {
        @Nullable String value = properties.get(key);
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private String required(String key) {
        return property(key)
                .orElseThrow(() -> new IllegalArgumentException("connection " + name + " has no property " + key));
    }
}
