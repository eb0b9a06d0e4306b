package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The records that failed, in one column {@code error} with what went wrong, where, and the record itself or the text that is none.
 * Parts that are not known are missing there.
 */
public final class ErrorRecords {

    private static final DataType TEXT = DataTypes.StringType;

    private final Map<String, Value> parts = new LinkedHashMap<>();

    private ErrorRecords(Stage stage) {
        Map<String, Value> site = new LinkedHashMap<>();
        site.put("site", known(lit(stage.site()), TEXT));
        site.put("info", known(lit(stage.info()), TEXT));
        parts.put("callsite", Value.of(Value.record(site, lit(true)), Presence.ALWAYS));
    }

    private static Value known(Column column, DataType type) {
        return new Value(column, Shape.of(type, Presence.ALWAYS));
    }

    private static Value perhaps(Column column, DataType type) {
        return new Value(column, Shape.of(type, Presence.OPTIONAL));
    }

    /**
     * What went wrong with a record.
     *
     * @param where true for a record that failed
     * @param message what went wrong there
     * @param stackTrace of the function that threw; null where there is none
     */
    public record Failure(Column where, Column message, Optional<Column> stackTrace) {}

    /**
     * The frame of the failures of a stage.
     *
     * @param rows of which some have failed; what they say of {@link Absence} is kept
     * @param record the record itself, or null
     * @param schema of the record
     */
    public static Frame of(Dataset<Row> rows, Failure failure, Column record, Type.Struct schema, Stage stage) {
        ErrorRecords errors = new ErrorRecords(stage);
        errors.parts.put("msg", known(failure.message(), TEXT));
        failure.stackTrace().ifPresent(trace -> errors.parts.put("stackTrace", perhaps(trace, TEXT)));
        errors.parts.put("dynamicRecord", new Value(record, Shape.of(schema)));
        return errors.frame(rows.filter(failure.where()));
    }

    /**
     * The frame of the texts of files that are no records.
     *
     * @param rows that hold such texts, or none where {@code failed} is null
     * @param failed a record of a message and, where they are known, the text {@code input}, the number of bytes of it that were read,
     *     {@code bytesread}, and the file, {@code source}
     */
    public static Frame ofTexts(Dataset<Row> rows, Column failed) {
        ErrorRecords errors = new ErrorRecords(Stage.UNNAMED);
        errors.parts.put("msg", known(failed.getField("msg"), TEXT));
        errors.parts.put("input", perhaps(failed.getField("input"), TEXT));
        errors.parts.put("bytesread", perhaps(failed.getField("bytesread"), DataTypes.LongType));
        errors.parts.put("source", known(failed.getField("source"), TEXT));
        return errors.frame(rows.filter(failed.isNotNull()));
    }

    private Frame frame(Dataset<Row> failed) {
        Value.Alternative error = Value.record(parts, lit(true));
        List<Column> columns = new ArrayList<>();
        columns.add(error.column().as("error"));
        Absence.column(failed).ifPresent(columns::add);
        return Frame.of(
                failed.select(columns.toArray(Column[]::new)),
                new Type.Struct(Map.of("error", Value.of(error, Presence.ALWAYS).shape())));
    }
}
