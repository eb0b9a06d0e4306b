package dev.mastic.runtime.frame.jdbc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The databases whose SQL this package knows, by Glue's names for them. */
enum Vendor {
    MYSQL("mysql", "org.mariadb.jdbc.Driver", "jdbc:(mysql|mariadb):.*") {
        @Override
        String hashOf(String column) {
            return "CRC32(" + column + ")";
        }

        @Override
        String remainder(String expression, int divisor) {
            return "ABS(MOD(" + expression + ", " + divisor + "))";
        }

        @Override
        String literal(String text) {
            // A backslash is an escape here, whatever the standard says.
            return super.literal(text.replace("\\", "\\\\"));
        }
    },
    POSTGRESQL("postgresql", "org.postgresql.Driver", "jdbc:postgresql:.*") {
        @Override
        String hashOf(String column) {
            return "CAST(hashtext(CAST(" + column + " AS text)) AS bigint)";
        }
    },
    REDSHIFT("redshift", "org.postgresql.Driver", "jdbc:redshift:.*") {
        @Override
        String hashOf(String column) {
            return "STRTOL(LEFT(MD5(CAST(" + column + " AS varchar(65535))), 8), 16)";
        }
    },
    ORACLE("oracle", "oracle.jdbc.OracleDriver", "jdbc:oracle:.*") {
        @Override
        String hashOf(String column) {
            return "ORA_HASH(" + column + ")";
        }
    },
    SQLSERVER("sqlserver", "com.microsoft.sqlserver.jdbc.SQLServerDriver", "jdbc:sqlserver:.*") {
        @Override
        String hashOf(String column) {
            return "CAST(CHECKSUM(" + column + ") AS bigint)";
        }

        @Override
        String remainder(String expression, int divisor) {
            return "ABS((" + expression + ") % " + divisor + ")";
        }
    },
    OTHER("jdbc", "", "");

    private final String glueName;
    private final String driver;
    private final String urls;

    Vendor(String glueName, String driver, String urls) {
        this.glueName = glueName;
        this.driver = driver;
        this.urls = urls;
    }

    /** The vendor that a connection type or a table's classification names. */
    static Optional<Vendor> named(String name) {
        return Arrays.stream(values())
                .filter(vendor -> vendor.glueName.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static Vendor ofUrl(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(vendor -> lower.matches(vendor.urls))
                .findFirst()
                .orElse(OTHER);
    }

    /** As scripts write it, e.g. {@code postgresql}. */
    String glueName() {
        return glueName;
    }

    /** The class that is used when nobody names another; empty where there is none. */
    String driver() {
        return driver;
    }

    /** An integer made of a column's value, null or not null where the value is null. */
    String hashOf(String column) {
        throw new IllegalArgumentException("hashfield \"" + column
                + "\": how this database hashes a value is not known (use hashexpression, an integer expression)");
    }

    /** The remainder without its sign. */
    String remainder(String expression, int divisor) {
        return "ABS(MOD(" + expression + ", " + divisor + "))";
    }

    /** A text as a literal. */
    String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
