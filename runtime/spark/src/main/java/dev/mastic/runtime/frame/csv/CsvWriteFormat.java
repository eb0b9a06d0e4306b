package dev.mastic.runtime.frame.csv;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.CompressionCodecs;
import org.apache.spark.sql.execution.datasources.CodecStreams$;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.TextBasedFileFormat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.Seq;
import scala.collection.immutable.Map;

/** Writes CSV as Glue does: a header, quotes around every text and around nothing else, nothing for null. Spark's own writer can quote all or some, not these. */
public final class CsvWriteFormat extends TextBasedFileFormat implements Serializable {

    public static final String SEPARATOR = "sep";
    public static final String QUOTE = "quoteChar";
    public static final String HEADER = "header";

    public static FileFormat format() {
        return new CsvWriteFormat();
    }

    @Override
    public Option<StructType> inferSchema(SparkSession spark, Map<String, String> options, Seq<FileStatus> files) {
        throw new UnsupportedOperationException("CSV is read by CsvReadFormat");
    }

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession spark, Job job, Map<String, String> options, StructType dataSchema) {
        Option<String> codec = options.get("compression");
        if (codec.isDefined()) {
            CompressionCodecs.setCodecConfiguration(
                    job.getConfiguration(), CompressionCodecs.getCodecClassName(codec.get()));
        }
        Option<String> quote = options.get(QUOTE);
        Option<String> separator = options.get(SEPARATOR);
        return new Writers(new Style(
                separator.isDefined() ? separator.get() : ",",
                quote.isEmpty() ? "\"" : quote.get().equals("-1") ? "" : quote.get(),
                options.get(HEADER).contains("true"),
                spark.sessionState().conf().sessionLocalTimeZone()));
    }

    private record Style(String separator, String quote, boolean header, String timeZone) implements Serializable {}

    private static final class Writers extends OutputWriterFactory {
        private final Style style;

        Writers(Style style) {
            this.style = style;
        }

        @Override
        public String getFileExtension(TaskAttemptContext context) {
            return CodecStreams$.MODULE$.getCompressionExtension(context);
        }

        @Override
        public OutputWriter newInstance(String path, StructType columns, TaskAttemptContext context) {
            return new Lines(path, style, columns, context);
        }
    }

    /** The lines of one file. */
    private static final class Lines extends OutputWriter {
        private final String path;
        private final Style style;
        private final Expression[] texts;
        private final boolean[] isText;
        private final Writer writer;

        Lines(String path, Style style, StructType columns, TaskAttemptContext context) {
            this.path = path;
            this.style = style;
            texts = new Expression[columns.size()];
            isText = new boolean[columns.size()];
            for (int i = 0; i < texts.length; i++) {
                DataType type = columns.fields()[i].dataType();
                isText[i] = type instanceof StringType;
                texts[i] = text(new BoundReference(i, type, true), type, style.timeZone());
            }
            writer = new OutputStreamWriter(
                    CodecStreams$.MODULE$.createOutputStream(context, new Path(path)), StandardCharsets.UTF_8);
            if (style.header()) {
                header(columns);
            }
        }

        private static Expression text(Expression value, DataType type, String timeZone) {
            return type instanceof StringType
                    ? value
                    : new Cast(value, DataTypes.StringType, Option.apply(timeZone), EvalMode$.MODULE$.LEGACY());
        }

        private void header(StructType columns) {
            StringBuilder line = new StringBuilder();
            for (StructField column : columns.fields()) {
                line.append(line.isEmpty() ? "" : style.separator()).append(quoted(column.name()));
            }
            write(line);
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public void write(InternalRow row) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < texts.length; i++) {
                line.append(i == 0 ? "" : style.separator());
                Object text = texts[i].eval(row);
                if (text != null) {
                    line.append(isText[i] ? quoted(text.toString()) : text.toString());
                }
            }
            write(line);
        }

        private String quoted(String text) {
            String quote = style.quote();
            return quote.isEmpty() ? text : quote + text.replace(quote, quote + quote) + quote;
        }

        private void write(CharSequence line) {
            try {
                writer.append(line).append('\n');
            } catch (IOException broken) {
                throw new UncheckedIOException("cannot write " + path, broken);
            }
        }

        @Override
        public void close() {
            try {
                writer.close();
            } catch (IOException broken) {
                throw new UncheckedIOException("cannot write " + path, broken);
            }
        }
    }
}
