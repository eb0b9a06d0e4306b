package dev.mastic.runtime.frame.jdbc;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Names of columns as the database wants them. */
final class Columns {
    private Columns() {}

    /** The quoted name of the column that a script means; scripts seldom care for case. */
    static String quoted(JdbcEndpoint endpoint, StructType schema, String name) {
        List<String> names = Arrays.asList(schema.fieldNames());
        String bare = name.replaceAll("^[\"`\\[]|[\"`\\]]$", "");
        String exact = names.contains(bare)
                ? bare
                : names.stream()
                        .filter(bare::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "column \"" + name + "\" is not there (columns: " + String.join(", ", names) + ")"));
        return endpoint.dialect().quoteIdentifier(exact);
    }
}
