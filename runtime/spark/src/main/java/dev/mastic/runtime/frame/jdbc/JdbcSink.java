package dev.mastic.runtime.frame.jdbc;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.Type;
import dev.mastic.runtime.frame.files.Options;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcOptionsInWrite;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcUtils$;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Adds the records of a frame to a table of a database, all of them or none.
 *
 * <p>A frame of one partition goes in one transaction. Of several, each writes into a table beside the target, at the same
 * time as the others; when all are there, one transaction moves them over, with the script's own statements before and behind.
 */
public final class JdbcSink {
    private static final Logger log = LoggerFactory.getLogger(JdbcSink.class);
    private static final String STAGE = "mastic_stage_";
    private static final int STAGE_HEX_DIGITS = 12;

    private final SparkSession spark;
    private final JdbcEndpoint endpoint;
    private final Options options;

    public JdbcSink(SparkSession spark, String connectionType, Options options) {
        this(spark, JdbcOptions.endpoint(spark, connectionType, options), options);
    }

    private JdbcSink(SparkSession spark, JdbcEndpoint endpoint, Options options) {
        JdbcOptions.check(options);
        this.spark = spark;
        this.endpoint = endpoint;
        this.options = options;
    }

    /** A sink in the database of a connection of the Data Catalog. */
    public static JdbcSink connected(SparkSession spark, String connection, Options options) {
        JdbcEndpoint endpoint =
                JdbcEndpoint.of(spark, Vendor.OTHER, options, Optional.of(NamedConnection.get(connection)));
        return new JdbcSink(spark, endpoint, options);
    }

    /** Adds a frame to the table that the options name. */
    public void write(Frame frame) {
        write(
                frame,
                options.text("dbtable")
                        .or(() -> options.text("tableName"))
                        .orElseThrow(() -> new IllegalArgumentException("option dbtable is missing")));
    }

    /** Adds a frame to a table, which is made when it is not there. */
    public void write(Frame frame, String dbtable) {
        frame.checkErrors();
        Dataset<Row> rows = writable(frame.settled());
        TableName table = TableName.of(dbtable);
        try (Connection connection = endpoint.connect()) {
            Optional<StructType> there = schema(connection, table);
            StructType columns = there.isPresent() ? matched(rows.schema(), there.orElseThrow()) : rows.schema();
            boolean scripted = options.text("preactions").isPresent()
                    || options.text("postactions").isPresent();
            if (!scripted && rows.rdd().getNumPartitions() <= 1) {
                direct(connection, table, rows, there);
            } else {
                staged(connection, table, rows, there, columns);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write to " + dbtable + ": " + e.getMessage(), e);
        }
    }

    private void direct(Connection connection, TableName table, Dataset<Row> rows, Optional<StructType> there)
            throws SQLException {
        if (there.isEmpty()) {
            execute(connection, Ddl.create(endpoint, table, rows.schema()));
        }
        boolean done = false;
        try {
            save(rows, table, there);
            done = true;
        } finally {
            if (!done && there.isEmpty()) {
                drop(connection, table);
            }
        }
    }

    private void staged(
            Connection connection, TableName table, Dataset<Row> rows, Optional<StructType> there, StructType columns)
            throws SQLException {
        TableName stage = table.sibling(
                STAGE + UUID.randomUUID().toString().replace("-", "").substring(0, STAGE_HEX_DIGITS));
        execute(
                connection,
                there.isPresent()
                        ? Ddl.like(endpoint, stage, table, columns)
                        : Ddl.create(endpoint, stage, rows.schema()));
        try {
            save(rows, stage, Optional.of(columns));
            publish(connection, table, stage, columns, rows.schema());
        } finally {
            drop(connection, stage);
        }
    }

    /** One transaction; a database that cannot make tables in one has the new table removed again when it fails. */
    private void publish(Connection connection, TableName table, TableName stage, StructType columns, StructType made)
            throws SQLException {
        connection.setAutoCommit(false);
        boolean created = false;
        boolean done = false;
        try {
            run(connection, "preactions");
            created = createIfAbsent(connection, table, made);
            execute(connection, Ddl.move(endpoint, stage, table, columns));
            run(connection, "postactions");
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
            if (!done && created) {
                drop(connection, table);
            }
        }
    }

    /** Whether it made the table. To ask for a table that is not there breaks PostgreSQL's transaction, up to a savepoint. */
    private boolean createIfAbsent(Connection connection, TableName table, StructType columns) throws SQLException {
        Savepoint before = connection.setSavepoint();
        if (JdbcUtils$.MODULE$.tableExists(connection, write(table))) {
            return false;
        }
        connection.rollback(before);
        execute(connection, Ddl.create(endpoint, table, columns));
        return true;
    }

    private void run(Connection connection, String option) throws SQLException {
        for (String statement : SqlScript.statements(options.text(option).orElse(""))) {
            execute(connection, statement);
        }
    }

    private void save(Dataset<Row> rows, TableName table, Optional<StructType> columns) {
        JdbcUtils$.MODULE$.saveTable(
                rows,
                Option.apply(columns.orElse(null)),
                spark.sessionState().conf().caseSensitiveAnalysis(),
                write(table));
    }

    private JdbcOptionsInWrite write(TableName table) {
        Map<String, String> all = endpoint.options(table.sql());
        JdbcOptions.batchRows(options).ifPresent(rows -> all.put("batchsize", rows));
        return new JdbcOptionsInWrite(Interop.map(all));
    }

    /** The columns of a table; empty when it is not there. */
    private Optional<StructType> schema(Connection connection, TableName table) {
        if (!JdbcUtils$.MODULE$.tableExists(connection, write(table))) {
            return Optional.empty();
        }
        JDBCOptions read = new JDBCOptions(Interop.map(endpoint.options(table.sql())));
        Option<StructType> schema = JdbcUtils$.MODULE$.getSchemaOption(connection, read);
        return schema.isDefined() ? Optional.of(schema.get()) : Optional.empty();
    }

    /** The frame's columns under the table's names for them, in the frame's order. */
    private static StructType matched(StructType frame, StructType table) {
        List<String> names = Arrays.asList(table.fieldNames());
        StructType matched = new StructType();
        for (String name : frame.fieldNames()) {
            String exact = names.contains(name)
                    ? name
                    : names.stream()
                            .filter(name::equalsIgnoreCase)
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException("column \"" + name
                                    + "\" is not in the table (columns: " + String.join(", ", names) + ")"));
            matched = matched.add(table.apply(exact));
        }
        return matched;
    }

    /** The rows without columns that hold nothing but null, for which no database has a type. */
    private static Dataset<Row> writable(Frame frame) {
        frame.schema().fields().forEach((name, shape) -> {
            if (shape.alternatives().size() > 1) {
                throw new IllegalArgumentException("column \"" + name + "\" is a choice of "
                        + shape.alternatives().stream().map(Type::name).collect(Collectors.joining(", "))
                        + ": resolve it (ResolveChoice) before it is written to a database");
            }
        });
        // A range or another typed dataset holds no rows until it is told to.
        Dataset<Row> rows = frame.rows().toDF();
        Column[] columns = Arrays.stream(rows.schema().fields())
                .filter(field -> !(field.dataType() instanceof NullType))
                .map(field -> rows.col("`" + field.name().replace("`", "``") + "`"))
                .toArray(Column[]::new);
        return columns.length == rows.schema().size() ? rows : rows.select(columns);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Removes a table of our own. What failed before is what the user must see, so this only tells the log. */
    private static void drop(Connection connection, TableName table) {
        try {
            execute(connection, "DROP TABLE " + table.sql());
        } catch (SQLException e) {
            log.warn("table {} could not be removed: {}", table.sql(), e.getMessage());
        }
    }
}
