package com.amazonaws.services.glue;

import com.amazonaws.services.glue.util.JsonOptions;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.files.FileSink;
import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import dev.mastic.runtime.frame.files.SinkFormat;
import dev.mastic.runtime.frame.files.TableSink;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.jspecify.annotations.Nullable;

/** Where frames go: files under a path, or a table of the Data Catalog. What is there already is never overwritten. */
public final class DataSink {

    private final GlueContext context;
    private final Options connection;
    private final @Nullable CatalogTable table;
    private @Nullable SinkFormat format;
    private @Nullable TableIdentifier declared;

    private DataSink(GlueContext context, Options connection, @Nullable CatalogTable table) {
        connection.refuse("transactionId");
        this.context = context;
        this.connection = connection;
        this.table = table;
    }

    static DataSink files(GlueContext context, String connectionType, Options connection) {
        DataSink sink = new DataSink(context, connection, null);
        switch (connectionType.toLowerCase(Locale.ROOT)) {
            case "s3", "file", "hdfs" -> {}
            case "parquet", "orc" -> sink.format = SinkFormat.of(connectionType, connection);
            default ->
                throw new NotSupported("connection_type \"" + connectionType + "\"", "s3, file, hdfs, parquet, orc");
        }
        return sink;
    }

    static DataSink table(GlueContext context, CatalogTable table, Options options) {
        return new DataSink(context, options, table);
    }

    public void setFormat(String name, JsonOptions formatOptions) {
        format = SinkFormat.of(name, connection.and(formatOptions.options()));
    }

    /** The table to declare for what is written, when {@code enableUpdateCatalog} is set. */
    public void setCatalogInfo(String database, String tableName, String catalogId) {
        declared = TableSink.name(database, tableName);
    }

    /** Writes a frame and answers the records that could not be written, of which there are none: a failing write fails the job. */
    public DynamicFrame pyWriteDynamicFrame(DynamicFrame frame, String site, String info) {
        write(frame.frame(), connection);
        return DynamicFrame.emptyDynamicFrame(context);
    }

    /** Writes a frame of a collection into a directory of its own name. */
    public DynamicFrame pyWriteNamed(DynamicFrame frame, String name, String site, String info) {
        String path = connection.required("path");
        write(frame.frame(), connection.with("path", path + (path.endsWith("/") ? "" : "/") + name));
        return DynamicFrame.emptyDynamicFrame(context);
    }

    public Dataset<Row> pyWriteDataFrame(Dataset<Row> rows, GlueContext glue, String site, String info) {
        write(Frame.of(rows), connection);
        return glue.sparkSession().emptyDataFrame();
    }

    private void write(Frame frame, Options options) {
        TableSink tables = new TableSink(context.sparkSession());
        if (table != null) {
            tables.writeInto(table, frame, options);
            return;
        }
        SinkFormat target = format;
        if (target == null) {
            throw new IllegalArgumentException("no format is set (supported: csv, json, parquet, glueparquet, orc)");
        }
        String path = options.required("path");
        List<String> keys = options.list("partitionKeys");
        FileSink.Written written = new FileSink(context.sparkSession(), path, keys).write(frame, target);
        if (declared != null && options.flag("enableUpdateCatalog")) {
            tables.declare(declared, target, path, keys, written);
        }
    }
}
