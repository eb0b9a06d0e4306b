package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Parquet or ORC, whose files hold their schema: Spark's own readers, so nothing is looked at before it is needed. */
final class ColumnarSource implements SourceFormat {

    private final String name;
    private final Options format;
    private final Optional<StructType> table;

    ColumnarSource(String name, Options format) {
        this(name, format, Optional.empty());
    }

    private ColumnarSource(String name, Options format, Optional<StructType> table) {
        this.name = name;
        this.format = format;
        this.table = table;
    }

    /** Files whose columns a table declares; they are taken by name. */
    static ColumnarSource of(StructType table, String name, Options format) {
        return new ColumnarSource(name, format, Optional.of(table));
    }

    @Override
    public Frame read(SourceFiles files) {
        FileFormat reader = name.equals("orc") ? new OrcFileFormat() : new ParquetFileFormat();
        // Spark's own options, such as mergeSchema, come with those of the connection.
        Map<String, String> options = files.options().and(format).texts();
        StructType columns = table.orElseGet(() -> columns(files, reader, options));
        return Frame.of(FileColumns.add(files.blocks(columns, reader, options), format));
    }

    private StructType columns(SourceFiles files, FileFormat reader, Map<String, String> options) {
        if (files.isEmpty()) {
            return new StructType();
        }
        Option<StructType> found;
        try {
            found = reader.inferSchema(
                    files.spark(),
                    Interop.map(options),
                    Interop.seq(files.files().files()));
        } catch (Exception broken) {
            if (broken instanceof SparkException) {
                throw new IllegalArgumentException(
                        "format " + name + ": " + reason(broken) + " ("
                                + files.paths().size() + " files, the first is "
                                + files.paths().get(0) + ")",
                        broken);
            }
            throw broken;
        }
        StructType columns = new StructType();
        if (found.isDefined()) {
            for (String column : found.get().fieldNames()) {
                boolean isKey = java.util.Arrays.asList(files.files().keys().fieldNames())
                        .contains(column);
                columns = isKey ? columns : columns.add(found.get().apply(column));
            }
        }
        return columns;
    }

    private static String reason(Throwable broken) {
        Throwable cause = broken;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
