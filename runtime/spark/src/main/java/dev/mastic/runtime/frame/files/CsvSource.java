package dev.mastic.runtime.frame.files;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import dev.mastic.runtime.frame.FieldPath;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.TypedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** CSV: text columns named by the header or {@code col0}, {@code col1} and so on, or the columns of a table by position. */
final class CsvSource implements RecordSource {

    private final Optional<StructType> table;

    private CsvSource(Optional<StructType> table) {
        this.table = table;
    }

    /** Files that name their columns themselves, or nobody does. */
    static CsvSource untyped() {
        return new CsvSource(Optional.empty());
    }

    /** Files whose columns a table declares. */
    static CsvSource of(StructType table) {
        return new CsvSource(Optional.of(table));
    }

    @Override
    public Frame read(SparkSession spark, FileIndex files, Options format) {
        format.refuse("strictCheckForQuoting");
        Map<String, String> options = options(format);
        StructType columns = table.map(CsvSource::text).orElseGet(() -> columns(spark, files, options));
        FileFormat csv = new CSVFileFormat();
        Dataset<Row> rows = FileColumns.add(Relations.read(spark, files, columns, csv, options), format);
        if (table.isPresent()) {
            return TypedText.frame(rows, table.orElseThrow());
        }
        return Frame.of(withEmptyText(rows, columns));
    }

    /** The options of Spark's reader that read as Glue's does: quotes within quotes are doubled, nothing is trimmed. */
    private Map<String, String> options(Options format) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("sep", format.text("separator").orElse(","));
        String quote = format.text("quoteChar").orElse("\"");
        boolean quoted = !quote.equals("-1") && !quote.isEmpty();
        options.put("quote", quoted ? quote : "");
        options.put(
                "escape", format.text("escaper").filter(text -> !text.isEmpty()).orElse(quoted ? quote : "\\"));
        options.put("multiLine", Boolean.toString(format.flag("multiLine")));
        boolean header = format.flag("withHeader");
        boolean skipFirst = format.flag("skipFirst");
        if (header && skipFirst) {
            throw new NotSupported("skipFirst together with withHeader");
        }
        options.put("header", Boolean.toString(header || skipFirst));
        // By name, a file whose header differs from the others' is an error; by position the header is passed over.
        options.put("enforceSchema", Boolean.toString(!header || table.isPresent()));
        format.text("encoding").ifPresent(encoding -> options.put("encoding", encoding));
        return options;
    }

    private static StructType text(StructType columns) {
        StructType text = new StructType();
        for (StructField field : columns.fields()) {
            text = text.add(field.name(), DataTypes.StringType, true);
        }
        return text;
    }

    private static StructType columns(SparkSession spark, FileIndex files, Map<String, String> options) {
        Map<String, String> first = new LinkedHashMap<>(options);
        boolean named = "true".equals(options.get("header")) && "false".equals(options.get("enforceSchema"));
        first.put("header", Boolean.toString(named));
        Option<StructType> found =
                new CSVFileFormat().inferSchema(spark, Interop.map(first), Interop.seq(first(spark, files)));
        StructType columns = new StructType();
        if (found.isDefined()) {
            for (StructField field : found.get().fields()) {
                String name = field.name().replaceFirst("^_c(?=[0-9]+$)", "col");
                columns = columns.add(name, DataTypes.StringType, true);
            }
        }
        return columns;
    }

    /** The file whose first line names the columns. */
    private static List<FileStatus> first(SparkSession spark, FileIndex files) {
        for (String path : Relations.paths(files)) {
            FileStatus file = status(spark, new Path(URI.create(path)));
            if (file.getLen() > 0) {
                return List.of(file);
            }
        }
        return List.of();
    }

    private static FileStatus status(SparkSession spark, Path file) {
        try {
            return file.getFileSystem(spark.sessionState().newHadoopConf()).getFileStatus(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + file + ": " + broken.getMessage(), broken);
        }
    }

    /** Spark reads a field without characters as null, Glue as the empty string. */
    private static Dataset<Row> withEmptyText(Dataset<Row> rows, StructType columns) {
        List<String> text = List.of(columns.fieldNames());
        List<Column> all = new ArrayList<>();
        for (String name : rows.columns()) {
            Column column = rows.col(FieldPath.column(name));
            all.add(text.contains(name) ? coalesce(column, lit("")).as(name) : column);
        }
        return rows.select(all.toArray(Column[]::new));
    }
}
