package dev.mastic.runtime.frame.csv;

import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.json.FileText;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.TextBasedFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.Seq;
import scala.collection.immutable.Map;
import scala.runtime.AbstractFunction1;

/** CSV files as rows of text: null where a record has no such field, the empty text where the field has no character. */
public final class CsvReadFormat extends TextBasedFileFormat implements Serializable {

    private final CsvDialect dialect;
    private final CsvColumns columns;
    private final FileText texts;

    private CsvReadFormat(CsvDialect dialect, CsvColumns columns, FileText texts) {
        this.dialect = dialect;
        this.columns = columns;
        this.texts = texts;
    }

    public static FileFormat of(CsvDialect dialect, CsvColumns columns, FileText texts) {
        return new CsvReadFormat(dialect, columns, texts);
    }

    /** The first records of files, in their order, read side by side. */
    public static List<List<String>> firsts(
            CsvDialect dialect, FileText texts, Configuration hadoop, List<FileStatus> files) {
        return files.stream()
                .parallel()
                .map(file -> CsvRecords.first(dialect, texts, hadoop, file.getPath()))
                .toList();
    }

    @Override
    public Option<StructType> inferSchema(SparkSession spark, Map<String, String> options, Seq<FileStatus> files) {
        throw new UnsupportedOperationException("the columns of CSV are found before the files are read");
    }

    @Override
    public boolean isSplitable(SparkSession spark, Map<String, String> options, Path path) {
        return !dialect.multiLine() && texts.isSplitable() && super.isSplitable(spark, options, path);
    }

    @Override
    public Function1<PartitionedFile, Iterator<InternalRow>> buildReader(
            SparkSession spark,
            StructType dataSchema,
            StructType partitionSchema,
            StructType requiredSchema,
            Seq<Filter> filters,
            Map<String, String> options,
            Configuration hadoop) {
        return new Reader(this, requiredSchema.fieldNames(), Interop.broadcast(spark, hadoop));
    }

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession spark, Job job, Map<String, String> options, StructType dataSchema) {
        throw new UnsupportedOperationException("CSV is written by CsvWriteFormat");
    }

    @Override
    public String toString() {
        return "GlueCsv";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CsvReadFormat format
                && format.dialect.equals(dialect)
                && format.columns.equals(columns)
                && format.texts.equals(texts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dialect, columns, texts);
    }

    /** Reads the part of a file that a task gets. */
    private static final class Reader extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>>
            implements Serializable {
        private final CsvReadFormat format;
        private final String[] required;
        private final Broadcast<SerializableConfiguration> hadoop;

        Reader(CsvReadFormat format, String[] required, Broadcast<SerializableConfiguration> hadoop) {
            this.format = format;
            this.required = required;
            this.hadoop = hadoop;
        }

        @Override
        public Iterator<InternalRow> apply(PartitionedFile file) {
            Configuration configuration = hadoop.value().value();
            CsvRecords records = new CsvRecords(format.dialect, format.texts.lines(file, configuration));
            if (file.start() == 0) {
                records.skip(format.columns.before());
            }
            List<String> names = format.columns.own()
                    ? CsvColumns.unique(CsvRecords.first(format.dialect, format.texts, configuration, file.toPath()))
                    : format.columns.names();
            return Interop.iterator(new CsvRows(records, names, required));
        }
    }
}
