package dev.mastic.runtime.frame.json;

import dev.mastic.runtime.frame.Absence;
import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Type;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.CompressionCodecs;
import org.apache.spark.sql.execution.datasources.CodecStreams$;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.TextBasedFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.Seq;
import scala.collection.immutable.Map;

/**
 * Files of records as rows in which conflicting values are choices, and, as JSON, back. Spark splits the files, adds the values
 * of partitions and asks for the columns that a plan needs; one of them, {@link #FAILED}, decides what becomes of malformed text.
 */
public final class JsonFormat extends TextBasedFileFormat implements Serializable {

    /** Option: the schema with its choices, in the form of {@link SchemaJson}. */
    public static final String SCHEMA = "schema";
    /** Option of the writer: the name of a codec. */
    public static final String COMPRESSION = "compression";
    /** The column of malformed text. A plan that does not ask for it never sees such text at all. */
    public static final String FAILED = "__failed_record";

    private static final StructType FAILED_TYPE = new StructType()
            .add("msg", DataTypes.StringType)
            .add("input", DataTypes.StringType)
            .add("bytesread", DataTypes.LongType)
            .add("source", DataTypes.StringType);

    private final Syntax syntax;
    private final FileText texts;

    private JsonFormat(Syntax syntax, FileText texts) {
        this.syntax = syntax;
        this.texts = texts;
    }

    /** The columns that files of this schema have, {@link #FAILED} and {@link Absence#COLUMN} included. */
    public static StructType columns(Type.Struct schema) {
        return Absence.columns(schema)
                .add(new StructField(FAILED, FAILED_TYPE, true, org.apache.spark.sql.types.Metadata.empty()));
    }

    @Override
    public Option<StructType> inferSchema(SparkSession spark, Map<String, String> options, Seq<FileStatus> files) {
        throw new UnsupportedOperationException("the schema of records is inferred before the files are read");
    }

    @Override
    public boolean supportDataType(DataType type) {
        return true;
    }

    @Override
    public boolean isSplitable(SparkSession spark, Map<String, String> options, Path path) {
        return syntax.isByLine() && texts.isSplitable() && super.isSplitable(spark, options, path);
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
        return new JsonFileReader(
                syntax, texts, options.apply(SCHEMA), requiredSchema, Interop.broadcast(spark, hadoop));
    }

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession spark, Job job, Map<String, String> options, StructType dataSchema) {
        Option<String> codec = options.get(COMPRESSION);
        if (codec.isDefined()) {
            CompressionCodecs.setCodecConfiguration(
                    job.getConfiguration(), CompressionCodecs.getCodecClassName(codec.get()));
        }
        return new Writers(options.apply(SCHEMA), spark.sessionState().conf().sessionLocalTimeZone());
    }

    @Override
    public String toString() {
        return "Glue" + syntax.getClass().getSimpleName().replace("Syntax", "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonFormat format && format.syntax.equals(syntax) && format.texts.equals(texts);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(syntax, texts);
    }

    private static final class Writers extends OutputWriterFactory {
        private final String schema;
        private final String timeZone;

        Writers(String schema, String timeZone) {
            this.schema = schema;
            this.timeZone = timeZone;
        }

        @Override
        public String getFileExtension(TaskAttemptContext context) {
            return CodecStreams$.MODULE$.getCompressionExtension(context);
        }

        @Override
        public OutputWriter newInstance(String path, StructType dataSchema, TaskAttemptContext context) {
            return new JsonFileWriter(path, RecordText.lines(SchemaJson.read(schema), dataSchema, timeZone), context);
        }
    }

    /** The format of JSON lines, as Spark's own code takes it. */
    public static FileFormat format() {
        return of(new JsonSyntax(false, JsonPath.ROOT), FileText.BY_NAME);
    }

    /** The format of files whose records have a syntax. */
    public static FileFormat of(Syntax syntax, FileText texts) {
        return new JsonFormat(syntax, texts);
    }
}
