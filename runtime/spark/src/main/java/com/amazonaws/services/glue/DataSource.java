package com.amazonaws.services.glue;

import com.amazonaws.services.glue.util.JsonOptions;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.files.FileSource;
import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import dev.mastic.runtime.frame.files.TableSource;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where frames come from: files that a script names, or a table of the Data Catalog. */
public final class DataSource {

    /** Reads the frame when it is asked for. */
    private interface Reader {
        Frame read(String format, Options options);
    }

    private final GlueContext context;
    private final Reader reader;
    private String format = "";
    private Options options = Options.NONE;

    private DataSource(GlueContext context, Reader reader) {
        this.context = context;
        this.reader = reader;
    }

    static DataSource files(GlueContext context, String connectionType, Options connection) {
        FileSource files = new FileSource(context.sparkSession(), connection);
        return switch (connectionType.toLowerCase(Locale.ROOT)) {
            case "s3", "file", "hdfs" ->
                new DataSource(context, (format, options) -> {
                    if (format.isEmpty()) {
                        throw new IllegalArgumentException("no format is set (supported: csv, json, parquet, orc)");
                    }
                    return isColumnar(format) ? Frame.of(files.columnar(format)) : files.records(format, options);
                });
            case "parquet", "orc" ->
                new DataSource(
                        context,
                        (format, options) -> Frame.of(files.columnar(connectionType.toLowerCase(Locale.ROOT))));
            default ->
                throw new NotSupported("connection_type \"" + connectionType + "\"", "s3, file, hdfs, parquet, orc");
        };
    }

    static DataSource table(GlueContext context, TableSource table) {
        return new DataSource(context, (format, options) -> table.read());
    }

    private static boolean isColumnar(String format) {
        return format.equalsIgnoreCase("parquet") || format.equalsIgnoreCase("orc");
    }

    public void setFormat(String name, JsonOptions formatOptions) {
        format = name;
        options = formatOptions.options();
    }

    public DynamicFrame getDynamicFrame() {
        return new DynamicFrame(context, reader.read(format, options));
    }

    /** The frame in as many partitions as its files make; the two bounds only steer how Glue groups them. */
    public DynamicFrame getDynamicFrame(int minPartitions, int targetPartitions) {
        return getDynamicFrame();
    }

    public Dataset<Row> getDataFrame() {
        Frame frame = reader.read(format, options).settled();
        return frame.rows();
    }
}
