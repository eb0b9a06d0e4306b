package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Frames of what functions of a script answered for the records of another frame. Nobody knows the shape of an answer before
 * it is there, so answers are kept, and looked at before they are read.
 */
public final class FunctionAnswers {

    /** The column of the record that was answered; null where there is none. */
    public static final String RECORD = "record";
    /** The column that says what went wrong, else null. */
    public static final String MESSAGE = "message";
    /** The column with the record that the function failed on, where it is known. */
    public static final String INPUT = "input";
    /** The column that says where in the function it went wrong, where that is known. */
    public static final String TRACE = "trace";

    private static final String PARSED = "parsed";

    private FunctionAnswers() {}

    /** How records are written down on their way from a function. */
    public interface Form extends Serializable {
        /** The schema of all records in the one column of a dataset. */
        Type.Struct schema(Dataset<Row> records);

        /** A record, laid out as {@link Absence#columns} of the schema says. */
        Column read(Type.Struct schema, Column record);
    }

    /** The columns of answers whose records are of a type. */
    public static StructType columns(DataType form) {
        return new StructType()
                .add(RECORD, form)
                .add(MESSAGE, "string")
                .add(INPUT, form)
                .add(TRACE, "string");
    }

    /** Rows in Spark's own form as a dataset. */
    public static Dataset<Row> dataset(SparkSession spark, RDD<InternalRow> rows, StructType columns) {
        return spark.internalCreateDataFrame(rows, columns, false);
    }

    /** The frame of what a function answered for the records of another. The function runs once, here. */
    public static Frame frame(Frame source, Dataset<Row> answers, Form form, Stage stage) {
        Dataset<Row> kept = Kept.rows(answers);
        Dataset<Row> records = kept.filter(col(RECORD).isNotNull()).select(RECORD);
        Type.Struct schema = form.schema(records);
        Dataset<Row> rows = schema.fields().isEmpty()
                ? kept.sparkSession().emptyDataFrame()
                : parsed(records, RECORD, schema, form).select(PARSED + ".*");
        return source.replace(rows, schema).withErrors(stage, errors(source, kept, form, stage));
    }

    /** The error records of those records of a frame that a function failed on. */
    public static Frame errors(Frame source, Dataset<Row> answers, Form form, Stage stage) {
        Type.Struct schema = source.schema();
        Dataset<Row> failed = parsed(answers, INPUT, schema, form);
        Column record = col(PARSED);
        if (Absence.bits(schema) > 0) {
            failed = failed.withColumn(Absence.COLUMN, record.getField(Absence.COLUMN));
            record = when(
                    record.isNotNull(), struct(Conform.fields(new Value(record, Shape.of(schema)).fields(), schema)));
        }
        ErrorRecords.Failure failure =
                new ErrorRecords.Failure(col(MESSAGE).isNotNull(), col(MESSAGE), Optional.of(col(TRACE)));
        return ErrorRecords.of(failed, failure, record, schema, stage);
    }

    private static Dataset<Row> parsed(Dataset<Row> answers, String column, Type.Struct schema, Form form) {
        return answers.withColumn(PARSED, form.read(schema, col(column)));
    }
}
