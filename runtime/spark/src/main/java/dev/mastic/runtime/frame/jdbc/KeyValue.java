package dev.mastic.runtime.frame.jdbc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;

/**
 * A value of a bookmark key, as it is remembered.
 *
 * @param kind what it was in the database
 * @param text the number, the text, or the time as JDBC writes it
 */
record KeyValue(
        @JsonProperty("kind") Kind kind,
        @JsonProperty("text") String text) {
    enum Kind {
        NUMBER,
        TEXT,
        DATE,
        TIMESTAMP
    }

    static KeyValue read(ResultSet row, int column) throws SQLException {
        return switch (row.getMetaData().getColumnType(column)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL ->
                new KeyValue(Kind.NUMBER, row.getBigDecimal(column).toPlainString());
            case Types.DATE -> new KeyValue(Kind.DATE, row.getDate(column).toString());
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                new KeyValue(Kind.TIMESTAMP, row.getTimestamp(column).toString());
            default -> new KeyValue(Kind.TEXT, row.getString(column));
        };
    }

    /** The value in SQL. What was remembered is read as what it must be, so that nothing else gets into a statement. */
    String literal(Vendor vendor) {
        return switch (kind) {
            case NUMBER -> new BigDecimal(text).toPlainString();
            case TEXT -> vendor.literal(text);
            case DATE -> (vendor == Vendor.SQLSERVER ? "" : "DATE ") + "'" + Date.valueOf(text) + "'";
            case TIMESTAMP -> (vendor == Vendor.SQLSERVER ? "" : "TIMESTAMP ") + "'" + Timestamp.valueOf(text) + "'";
        };
    }
}
