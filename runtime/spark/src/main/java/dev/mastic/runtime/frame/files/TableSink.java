package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import scala.Option;

/** Keeps the Data Catalog in step with what sinks write. */
public final class TableSink {

    private static final String UPDATE = "UPDATE_IN_DATABASE";
    private static final String LOG = "LOG";

    private final SparkSession spark;
    private final Tables tables;

    public TableSink(SparkSession spark) {
        this.spark = spark;
        this.tables = new Tables(spark);
    }

    /** Adds records to the files of a table, in its format and by its partition keys, and declares partitions that are new. */
    public void writeInto(CatalogTable table, Frame frame, Options options) {
        Optional<OpenTable> open = OpenTable.of(table);
        if (open.isPresent()) {
            frame.checkErrors();
            open.orElseThrow().append(spark, table, frame.settled().rows(), options);
            return;
        }
        TableFormat format = TableFormat.of(table);
        List<String> keys = options.list("partitionKeys");
        if (keys.isEmpty()) {
            keys = Interop.list(table.partitionColumnNames());
        }
        Frame ordered = format.classification().equals("csv") ? frame.ordered(table.schema()) : frame;
        SinkFormat sink =
                SinkFormat.of(format.classification(), format.options().and(options));
        FileSink files = new FileSink(spark, new Path(table.location()).toString(), keys);
        FileSink.Written written = files.write(ordered, sink);
        if (options.flag("enableUpdateCatalog") && updates(options)) {
            tables.addColumns(table, written.columns());
        }
        tables.addPartitions(table, written.partitions());
    }

    /** Declares what was written to a path: a table where there is none, new columns and partitions where there is one. */
    public void declare(
            TableIdentifier name,
            SinkFormat format,
            String path,
            List<String> partitionKeys,
            FileSink.Written written) {
        String database = name.database().get();
        boolean updates = updates(format.options());
        if (!tables.exists(database, name.table())) {
            tables.create(
                    name,
                    new TableFormat(format.classification(), format.options()),
                    location(path),
                    written.columns(),
                    partitionKeys);
        } else if (updates) {
            tables.addColumns(tables.get(database, name.table()), written.columns());
        }
        if (!partitionKeys.isEmpty()) {
            tables.addPartitions(tables.get(database, name.table()), written.partitions());
        }
    }

    private URI location(String path) {
        Path target = new Path(path);
        try {
            return target.getFileSystem(spark.sessionState().newHadoopConf())
                    .makeQualified(target)
                    .toUri();
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException("cannot write to " + path + ": " + broken.getMessage(), broken);
        }
    }

    private static boolean updates(Options options) {
        String behavior = options.text("updateBehavior").orElse(UPDATE);
        if (!behavior.equals(UPDATE) && !behavior.equals(LOG)) {
            throw new IllegalArgumentException(
                    "updateBehavior \"" + behavior + "\" (expected: " + UPDATE + " or " + LOG + ")");
        }
        return behavior.equals(UPDATE);
    }

    public static TableIdentifier name(String database, String table) {
        return new TableIdentifier(table, Option.apply(database));
    }
}
