package dev.mastic.runtime.frame.json;

import static org.apache.spark.sql.functions.struct;

import dev.mastic.runtime.frame.Absence;
import dev.mastic.runtime.frame.Call;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.FunctionAnswers;
import dev.mastic.runtime.frame.Stage;
import dev.mastic.runtime.frame.Type;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Frames on their way to functions of Python and back: as texts in the form of {@link TypedParser}, which say all that a
 * function can see of a record.
 */
public final class FunctionRecords implements FunctionAnswers.Form {

    private static final FunctionRecords FORM = new FunctionRecords();

    private FunctionRecords() {}

    /** The records of a frame, each as a text. */
    public static Dataset<Row> texts(Frame frame) {
        Column record = struct(frame.toldColumns());
        return frame.toldRows()
                .select(Call.of(new RecordWriter(frame.schema()), "write", DataTypes.StringType, record)
                        .as(FunctionAnswers.RECORD));
    }

    /** The records of a frame for which a condition holds, each as a text. */
    public static Dataset<Row> texts(Frame frame, Column where) {
        return texts(frame.where(where));
    }

    /** The frame of what a function answered for the records of another. The function runs once, here. */
    public static Frame frame(Frame source, Dataset<Row> answers, Stage stage) {
        return FunctionAnswers.frame(source, answers, FORM, stage);
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
        Type.Struct seen = FORM.schema(texts(wide));
        Frame narrowed = wide.narrowed(seen);
        return answers.map(failed -> narrowed.withErrors(stage, FunctionAnswers.errors(source, failed, FORM, stage)))
                .orElseGet(() -> narrowed.at(stage));
    }

    @Override
    public Type.Struct schema(Dataset<Row> records) {
        return Absence.numbered(
                JsonInference.ofTexts(records, RecordParser::read).schema());
    }

    @Override
    public Column read(Type.Struct schema, Column record) {
        return Call.of(new RecordParser(schema), "read", Absence.columns(schema), record);
    }
}
