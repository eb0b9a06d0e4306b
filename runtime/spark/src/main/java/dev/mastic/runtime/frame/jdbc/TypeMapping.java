package dev.mastic.runtime.frame.jdbc;

import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The types of Glue in which columns of certain types of JDBC are read, as {@code dataTypeMapping} says: with the getter that the
 * driver has for them, so a driver that cannot convert a value says so.
 */
final class TypeMapping {
    private static final String OPTION = "dataTypeMapping";

    private static final Map<String, DataType> GLUE_TYPES = Map.of(
            "STRING", DataTypes.StringType,
            "DATE", DataTypes.DateType,
            "TIMESTAMP", DataTypes.TimestampType,
            "INT", DataTypes.IntegerType,
            "FLOAT", DataTypes.FloatType,
            "LONG", DataTypes.LongType,
            "BIGDECIMAL", DataTypes.createDecimalType(38, 18),
            "BYTE", DataTypes.ByteType,
            "SHORT", DataTypes.ShortType,
            "DOUBLE", DataTypes.DoubleType);

    private final Map<String, DataType> types;

    private TypeMapping(Map<String, DataType> types) {
        this.types = types;
    }

    static TypeMapping of(Options options) {
        Map<String, DataType> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Options.parse(options.text(OPTION).filter(text -> !text.isEmpty()).orElse("{}"))
                .texts()
                .forEach((jdbc, glue) -> types.put(jdbc, type(jdbc, glue)));
        return new TypeMapping(types);
    }

    private static DataType type(String jdbc, String glue) {
        DataType type = GLUE_TYPES.get(glue.toUpperCase(Locale.ROOT));
        if (type == null) {
            Set<String> known = new TreeSet<>(GLUE_TYPES.keySet());
            throw new NotSupported(OPTION + " of " + jdbc + " to " + glue, String.join(", ", known));
        }
        return type;
    }

    /** The columns of a table or query as they are to be read. */
    StructType applied(JdbcEndpoint endpoint, String table, StructType columns) {
        if (types.isEmpty()) {
            return columns;
        }
        StructField[] fields = columns.fields().clone();
        try (Connection connection = endpoint.connect();
                PreparedStatement statement =
                        connection.prepareStatement(endpoint.dialect().getSchemaQuery(table))) {
            ResultSetMetaData found = statement.executeQuery().getMetaData();
            for (int i = 0; i < fields.length; i++) {
                String jdbc = JDBCType.valueOf(found.getColumnType(i + 1)).getName();
                DataType type = types.getOrDefault(jdbc, fields[i].dataType());
                fields[i] = new StructField(fields[i].name(), type, fields[i].nullable(), fields[i].metadata());
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(
                    "the columns of " + table + " cannot be read: " + refused.getMessage(), refused);
        }
        return new StructType(fields);
    }
}
