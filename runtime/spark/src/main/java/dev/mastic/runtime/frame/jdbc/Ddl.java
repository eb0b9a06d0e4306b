package dev.mastic.runtime.frame.jdbc;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcUtils$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The statements that make tables and move rows between them. */
final class Ddl {
    private Ddl() {}

    /** A table for columns of a frame. */
    static String create(JdbcEndpoint endpoint, TableName table, StructType columns) {
        return "CREATE TABLE " + table.sql() + " ("
                + Arrays.stream(columns.fields())
                        .map(column -> endpoint.dialect().quoteIdentifier(column.name()) + " "
                                + type(endpoint, column.name(), column.dataType()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** An empty table with some columns of another one. */
    static String like(JdbcEndpoint endpoint, TableName table, TableName model, StructType columns) {
        String names = names(endpoint, columns);
        return endpoint.vendor() == Vendor.SQLSERVER
                ? "SELECT " + names + " INTO " + table.sql() + " FROM " + model.sql() + " WHERE 1 = 0"
                : "CREATE TABLE " + table.sql() + " AS SELECT " + names + " FROM " + model.sql() + " WHERE 1 = 0";
    }

    static String move(JdbcEndpoint endpoint, TableName from, TableName to, StructType columns) {
        String names = names(endpoint, columns);
        return "INSERT INTO " + to.sql() + " (" + names + ") SELECT " + names + " FROM " + from.sql();
    }

    private static String names(JdbcEndpoint endpoint, StructType columns) {
        return Arrays.stream(columns.fieldNames())
                .map(endpoint.dialect()::quoteIdentifier)
                .collect(Collectors.joining(", "));
    }

    private static String type(JdbcEndpoint endpoint, String column, DataType type) {
        boolean time = type instanceof TimestampType || type instanceof TimestampNTZType;
        if (time && endpoint.vendor() == Vendor.MYSQL) {
            // Its TIMESTAMP knows no microseconds and no year after 2038.
            return "DATETIME(6)";
        }
        if (type instanceof StringType && endpoint.vendor() == Vendor.REDSHIFT) {
            // Its TEXT holds 256 characters.
            return "VARCHAR(65535)";
        }
        try {
            return JdbcUtils$.MODULE$.getJdbcType(type, endpoint.dialect()).databaseTypeDefinition();
        } catch (RuntimeException noType) {
            throw new IllegalArgumentException(
                    "column \"" + column + "\" of type " + type.simpleString() + " has no type in "
                            + endpoint.vendor().glueName() + " (relationalize, or make it JSON text)",
                    noType);
        }
    }
}
