package dev.mastic.runtime.frame.jdbc;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.Partition;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCPartition;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCRelation;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCRelation$;
import org.apache.spark.sql.types.StructType;

/** A table or a query of a database, read at once or in parts side by side. Spark pushes filters and columns into each part. */
public final class JdbcSource {
    private static final int HASH_PARTITIONS = 7;
    private static final Pattern OPEN_END = Pattern.compile("(?is)\\s+(where|and)\\s*$");

    private final SparkSession spark;
    private final JdbcEndpoint endpoint;
    private final Options options;
    private final String context;

    /**
     * A source in the database that the options describe.
     *
     * @param context the transformation context, by which bookmarks remember what was read; blank for none
     */
    public JdbcSource(SparkSession spark, String connectionType, Options options, String context) {
        this(spark, JdbcOptions.endpoint(spark, connectionType, options), options, context);
    }

    JdbcSource(SparkSession spark, JdbcEndpoint endpoint, Options options, String context) {
        JdbcOptions.check(options);
        this.spark = spark;
        this.endpoint = endpoint;
        this.options = options;
        this.context = context;
    }

    /** Whether a connection type names a database. */
    public static boolean reads(String connectionType) {
        return JdbcOptions.vendor(connectionType).isPresent();
    }

    public Frame read() {
        Optional<String> sample = options.text("sampleQuery");
        if (sample.isPresent()) {
            return Frame.of(limited(sampled(sample.orElseThrow().trim())));
        }
        Optional<String> query = options.text("query");
        String table = query.map(JdbcSource::asTable)
                .or(() -> options.text("dbtable")
                        .or(() -> options.text("tableName"))
                        .map(JdbcSource::named))
                .orElseThrow(() -> new IllegalArgumentException("option dbtable is missing (or query)"));
        String chosen = options.text("filterPredicate")
                .map(predicate -> asTable("SELECT * FROM " + table + " WHERE " + predicate))
                .orElse(table);
        StructType schema = schema(chosen);
        Optional<String> window = query.isPresent()
                ? JdbcBookmark.refuseQuery(context)
                : JdbcBookmark.window(endpoint, table, schema, options, context);
        return Frame.of(relation(chosen, schema, parts(chosen, schema, window)));
    }

    private List<Partition> parts(String table, StructType schema, Optional<String> window) {
        if (options.text("partitionColumn").isPresent()) {
            if (window.isPresent()) {
                throw new NotSupported("partitionColumn together with bookmarks", "hashfield, hashexpression");
            }
            return Arrays.asList(ranges(table, schema));
        }
        List<String> conditions = hashed(schema);
        List<Partition> parts = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            String condition = conditions.get(i);
            String both = window.map(inside -> "(" + inside + ") AND (" + condition + ")")
                    .orElse(condition);
            parts.add(new JDBCPartition(both, i));
        }
        if (parts.isEmpty()) {
            parts.add(new JDBCPartition(window.orElse(null), 0));
        }
        return parts;
    }

    /** The conditions of the parts that the options ask for; none to read everything at once. */
    private List<String> hashed(StructType schema) {
        Optional<String> expression = options.text("hashexpression").filter(text -> !text.isEmpty());
        Optional<String> field = options.text("hashfield").filter(text -> !text.isEmpty());
        if (expression.isPresent() && field.isPresent()) {
            throw new IllegalArgumentException("hashfield and hashexpression are both given (expected: one of them)");
        }
        int parts = JdbcOptions.number(options, "hashpartitions", HASH_PARTITIONS);
        return expression
                .map(text -> "(" + text + ")")
                .or(() -> field.map(name -> endpoint.vendor().hashOf(Columns.quoted(endpoint, schema, name))))
                .map(value -> HashParts.of(endpoint.vendor(), value, parts))
                .orElse(List.of());
    }

    private Partition[] ranges(String table, StructType schema) {
        Map<String, String> all = endpoint.options(table);
        for (String name : List.of("partitionColumn", "lowerBound", "upperBound", "numPartitions")) {
            all.put(name, options.required(name));
        }
        return JDBCRelation$.MODULE$.columnPartition(
                schema,
                spark.sessionState().conf().resolver(),
                spark.sessionState().conf().sessionLocalTimeZone(),
                new JDBCOptions(Interop.map(all)));
    }

    /** A query that ends in {@code where} or {@code and}, so that each part adds its own condition to it. */
    private Dataset<Row> sampled(String query) {
        JdbcBookmark.refuseQuery(context);
        String closed = OPEN_END.matcher(query).replaceFirst("");
        if (!options.flag("enablePartitioningForSampleQuery")) {
            String table = asTable(closed);
            return relation(table, schema(table), List.of(new JDBCPartition(null, 0)));
        }
        if (closed.equals(query)) {
            throw new IllegalArgumentException(
                    "sampleQuery: \"" + query + "\" (expected to end in \"where\" or \"and\" to be partitioned)");
        }
        StructType schema = schema(asTable(closed));
        List<String> conditions = hashed(schema);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException(
                    "enablePartitioningForSampleQuery is set, and neither hashfield nor hashexpression is");
        }
        return conditions.stream()
                .map(condition ->
                        relation(asTable(query + " " + condition), schema, List.of(new JDBCPartition(null, 0))))
                .reduce(Dataset::union)
                .orElseThrow();
    }

    private Dataset<Row> limited(Dataset<Row> rows) {
        return options.text("sampleSize").isPresent() ? rows.limit(JdbcOptions.number(options, "sampleSize", 0)) : rows;
    }

    private StructType schema(String table) {
        StructType columns = JDBCRelation$.MODULE$.getSchema(
                spark.sessionState().conf().resolver(), new JDBCOptions(Interop.map(endpoint.options(table))));
        return TypeMapping.of(options).applied(endpoint, table, columns);
    }

    private Dataset<Row> relation(String table, StructType schema, List<Partition> parts) {
        JDBCOptions all = new JDBCOptions(Interop.map(endpoint.options(table)));
        return spark.baseRelationToDataFrame(new JDBCRelation(schema, parts.toArray(Partition[]::new), all, spark));
    }

    private static String asTable(String query) {
        return "(" + query.replaceFirst(";\\s*$", "") + ") mastic_query";
    }

    // Some databases want a name for a query in brackets, and scripts forget it.
    private static String named(String table) {
        String trimmed = table.trim();
        return trimmed.startsWith("(") && trimmed.endsWith(")") ? trimmed + " mastic_query" : trimmed;
    }
}
