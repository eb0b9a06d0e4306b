package dev.mastic.runtime.frame.jdbc;

import dev.mastic.runtime.frame.files.NotSupported;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** What the drivers are told about a connection that must be encrypted. */
final class Encryption {
    private static final String POSTGRESQL_SYSTEM_AUTHORITIES = "org.postgresql.ssl.DefaultJavaSSLFactory";

    private Encryption() {}

    /** The driver's own settings for a connection's {@code JDBC_ENFORCE_SSL} and the certificate that it may name. */
    static Map<String, String> settings(SparkSession spark, Vendor vendor, NamedConnection named) {
        if (!named.enforcesSsl()) {
            return Map.of();
        }
        boolean unverified = named.property("SKIP_CUSTOM_JDBC_CERT_VALIDATION")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        Optional<String> authority = named.property("CUSTOM_JDBC_CERT")
                .filter(certificate -> !unverified)
                .map(certificate -> LakeFile.copy(spark, certificate).toString());
        return switch (vendor) {
            case POSTGRESQL, REDSHIFT -> postgresql(unverified, authority);
            case MYSQL -> mysql(unverified, authority);
            case SQLSERVER -> sqlserver(unverified, authority);
            case ORACLE, OTHER ->
                throw new NotSupported("JDBC_ENFORCE_SSL of " + vendor.glueName(), "mysql, postgresql, sqlserver");
        };
    }

    private static Map<String, String> postgresql(boolean unverified, Optional<String> authority) {
        if (unverified) {
            return Map.of("sslmode", "require");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("sslmode", "verify-full");
        authority.ifPresentOrElse(
                certificate -> settings.put("sslrootcert", certificate),
                () -> settings.put("sslfactory", POSTGRESQL_SYSTEM_AUTHORITIES));
        return settings;
    }

    private static Map<String, String> mysql(boolean unverified, Optional<String> authority) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("sslMode", unverified ? "trust" : "verify-full");
        authority.ifPresent(certificate -> settings.put("serverSslCert", certificate));
        return settings;
    }

    private static Map<String, String> sqlserver(boolean unverified, Optional<String> authority) {
        if (authority.isPresent()) {
            throw new NotSupported("CUSTOM_JDBC_CERT of sqlserver", "mysql, postgresql, redshift");
        }
        return Map.of("encrypt", "true", "trustServerCertificate", Boolean.toString(unverified));
    }
}
