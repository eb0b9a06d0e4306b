package dev.mastic.runtime.frame.json;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import dev.mastic.runtime.frame.Call;
import dev.mastic.runtime.frame.ErrorRecords;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Kept;
import dev.mastic.runtime.frame.Stage;
import dev.mastic.runtime.frame.Type;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Frames on their way to functions of Python and back: as texts in the form of {@link TypedParser}, which say all that a
 * function can see of a record. What a function answers has no schema, so it is kept and looked at before it is read.
 */
public final class FunctionRecords {

    /** The column of the text of a record; of an answer null where there is none. */
    public static final String RECORD = "record";
    /** The column of an answer that says what went wrong, else null. */
    public static final String MESSAGE = "message";
    /** The column of an answer with the record that the function failed on, where it is known. */
    public static final String INPUT = "input";

    private static final String PARSED = "parsed";

    private FunctionRecords() {}

    /** The records of a frame, each as a text. */
    public static Dataset<Row> texts(Frame frame) {
        Column record = struct(frame.columns());
        return frame.rows()
                .select(Call.of(new RecordWriter(frame.schema()), "write", DataTypes.StringType, record)
                        .as(RECORD));
    }

    /** The records of a frame for which a condition holds, each as a text. */
    public static Dataset<Row> texts(Frame frame, Column where) {
        return texts(frame.replace(frame.rows().filter(where), frame.schema()));
    }

    /** The frame of what a function answered for the records of another. The function runs once, here. */
    public static Frame frame(Frame source, Dataset<Row> answers, Stage stage) {
        Dataset<Row> kept = Kept.rows(answers);
        Dataset<Row> records = kept.filter(col(RECORD).isNotNull()).select(RECORD);
        Type.Struct schema = JsonInference.ofTexts(records, RecordParser::open, JsonRecords::read)
                .schema();
        Dataset<Row> rows = schema.fields().isEmpty()
                ? kept.sparkSession().emptyDataFrame()
                : parsed(records, RECORD, schema).select(PARSED + ".*");
        return source.replace(rows, schema).withErrors(stage, errors(source, kept, stage));
    }

    private static Frame errors(Frame source, Dataset<Row> answers, Stage stage) {
        Dataset<Row> failed = parsed(answers.filter(col(MESSAGE).isNotNull()), INPUT, source.schema());
        return ErrorRecords.of(failed, col(MESSAGE), col(PARSED), source.schema(), stage);
    }

    /**
     * The frame of what a translated function makes of the records of another. One pass over the records finds the types of the
     * values, as a function that is not translated would have them; then they are plain expressions.
     *
     * @param fields what the function makes, as {@link Frame#mapped} takes it
     * @param good true for a record on which it does not fail
     * @param answers what the function itself answered for the others, computed when errors are asked for
     */
    public static Frame translated(
            Frame source, String fields, Column good, Optional<Dataset<Row>> answers, Stage stage) {
        Frame wide = source.mapped(fields, good);
        Type.Struct seen = JsonInference.ofTexts(texts(wide), RecordParser::open, JsonRecords::read)
                .schema();
        Frame narrowed = wide.narrowed(seen);
        return answers.map(failed -> narrowed.withErrors(stage, errors(source, failed, stage)))
                .orElseGet(() -> narrowed.at(stage));
    }

    private static Dataset<Row> parsed(Dataset<Row> texts, String column, Type.Struct schema) {
        Column record = Call.of(new RecordParser(schema), "read", schema.spark(), col(column));
        return texts.withColumn(PARSED, record);
    }
}
