package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The records on which a transform failed, in one column {@code error} with what went wrong, where, and the record itself. */
public final class ErrorRecords {

    private static final Shape TEXT = Shape.of(new Type.Atom(DataTypes.StringType));

    private ErrorRecords() {}

    /**
     * The frame of the failures of a stage.
     *
     * @param failed a row for each record that failed; what it says of {@link Absence} is kept
     * @param message what went wrong there
     * @param record the record itself, or null
     * @param schema of the record
     */
    public static Frame of(Dataset<Row> failed, Column message, Column record, Type.Struct schema, Stage stage) {
        Column callSite = struct(lit(stage.site()).as("site"), lit(stage.info()).as("info"));
        List<Column> columns = new ArrayList<>();
        columns.add(struct(callSite.as("callsite"), message.as("msg"), record.as("dynamicRecord"))
                .as("error"));
        Absence.column(failed).ifPresent(columns::add);
        Dataset<Row> rows = failed.select(columns.toArray(Column[]::new));
        Type.Struct site = new Type.Struct(ordered("site", TEXT, "info", TEXT));
        Map<String, Shape> parts = ordered("callsite", Shape.of(site), "msg", TEXT);
        parts.put("dynamicRecord", Shape.of(schema));
        return Frame.of(rows, new Type.Struct(Map.of("error", Shape.of(new Type.Struct(parts)))));
    }

    private static Map<String, Shape> ordered(String first, Shape one, String second, Shape other) {
        Map<String, Shape> shapes = new java.util.LinkedHashMap<>();
        shapes.put(first, one);
        shapes.put(second, other);
        return shapes;
    }
}
