package dev.mastic.runtime.frame.jdbc;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StructType;

/** The primary key of a table, which Glue takes for a bookmark when it counts up without gaps. */
final class PrimaryKey {
    private final Connection connection;
    private final JdbcEndpoint endpoint;

    PrimaryKey(Connection connection, JdbcEndpoint endpoint) {
        this.connection = connection;
        this.endpoint = endpoint;
    }

    /** The quoted name of the key, when it is one column of integers without gaps; nothing otherwise. */
    List<String> gapless(String table, StructType schema) throws SQLException {
        List<String> columns = columns(TableName.of(table));
        if (columns.size() != 1 || !isInteger(schema.apply(columns.get(0)).dataType())) {
            return List.of();
        }
        String key = endpoint.dialect().quoteIdentifier(columns.get(0));
        String sql = "SELECT COUNT(*), MIN(" + key + "), MAX(" + key + ") FROM " + table;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long count = row.getLong(1);
            BigDecimal least = row.getBigDecimal(2);
            BigDecimal greatest = row.getBigDecimal(3);
            boolean gapless = count == 0
                    || greatest.subtract(least).add(BigDecimal.ONE).compareTo(BigDecimal.valueOf(count)) == 0;
            return gapless ? List.of(key) : List.of();
        }
    }

    private List<String> columns(TableName name) throws SQLException {
        String above = name.schema().orElse(null);
        boolean mysql = endpoint.vendor() == Vendor.MYSQL;
        String catalog = mysql && above != null ? above : connection.getCatalog();
        String schema = mysql ? null : above == null ? connection.getSchema() : above;
        List<String> columns = new ArrayList<>();
        try (ResultSet keys = connection.getMetaData().getPrimaryKeys(catalog, schema, name.table())) {
            while (keys.next()) {
                columns.add(keys.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    private static boolean isInteger(DataType type) {
        return type instanceof IntegralType || (type instanceof DecimalType decimal && decimal.scale() == 0);
    }
}
