package dev.mastic.runtime.frame.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of a database: {@code jdbc:postgresql://host:5432/sales?ssl=true}, or SQL Server's and Oracle's own forms. */
record JdbcUrl(String text) {
    private static final Pattern PATH =
            Pattern.compile("(?<server>jdbc:[^/]*//[^/?;]*)(/(?<database>[^?;]*))?(?<rest>.*)");
    private static final Pattern SQLSERVER_DATABASE = Pattern.compile("(?i);(databaseName|database)=[^;]*");
    private static final String PERMISSION = "permitMysqlScheme";

    /** The address without database and parameters, as {@code extract_jdbc_conf} tells it. */
    String server() {
        Matcher parts = PATH.matcher(text);
        return parts.matches() ? parts.group("server") : text;
    }

    Vendor vendor() {
        return Vendor.ofUrl(text);
    }

    /** The same server with another database. */
    JdbcUrl withDatabase(String database) {
        if (vendor() == Vendor.SQLSERVER) {
            String without = SQLSERVER_DATABASE.matcher(text).replaceAll("");
            return new JdbcUrl(without + ";databaseName=" + database);
        }
        Matcher parts = PATH.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "database \"" + database + "\" has no place in the url " + server() + " (write it into the url)");
        }
        return new JdbcUrl(parts.group("server") + "/" + database + parts.group("rest"));
    }

    /** The database's name; empty when the address has none. */
    String database() {
        Matcher parts = PATH.matcher(text);
        String database = parts.matches() ? parts.group("database") : null;
        return database == null ? "" : database;
    }

    /** The address as the driver takes it, in the scheme by which Spark finds the database's dialect. */
    JdbcUrl forDriver(String driver) {
        return switch (vendor()) {
            // Spark knows MySQL's scheme only, and MariaDB's driver wants a permission for it.
            case MYSQL -> {
                JdbcUrl mysql = new JdbcUrl(text.replaceFirst("(?i)^jdbc:mariadb:", "jdbc:mysql:"));
                yield driver.startsWith("org.mariadb.") ? mysql.withParameter(PERMISSION, "true") : mysql;
            }
            // Redshift speaks PostgreSQL's protocol.
            case REDSHIFT ->
                driver.startsWith("org.postgresql.")
                        ? new JdbcUrl(text.replaceFirst("(?i)^jdbc:redshift:", "jdbc:postgresql:"))
                        : this;
            default -> this;
        };
    }

    private JdbcUrl withParameter(String name, String value) {
        if (text.contains(name)) {
            return this;
        }
        JdbcUrl complete = text.matches("jdbc:[^/]*//[^/?]*") ? new JdbcUrl(text + "/") : this;
        return new JdbcUrl(complete.text + (text.contains("?") ? "&" : "?") + name + "=" + value);
    }
}
