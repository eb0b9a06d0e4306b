package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Texts in a field that are values of a format, as those values. A record with a text that is malformed becomes an error record. */
public final class Unboxing {

    private static final String READ = "__unboxed";
    private static final String VALUE = "value";
    private static final String MESSAGE = "message";

    private Unboxing() {}

    /** How texts of a format become values. */
    public interface Reader {
        /** What the texts in the first column of a dataset hold. */
        Shape shape(Dataset<Row> texts);

        /**
         * An object with a public method {@code read}, from a UTF8String to a row of a value of this shape and a message, of which
         * one is null.
         */
        Serializable values(Shape shape);
    }

    /** The frame with the values in place of the texts under a path. */
    public static Frame of(Frame frame, FieldPath path, Reader reader, Stage stage) {
        Frame settled = frame.settled();
        Map<String, Value> fields = settled.fields();
        Value boxed = Value.find(fields, path)
                .orElseThrow(() -> new IllegalArgumentException("unbox: no record has the field " + path));
        Column text = text(boxed, path);
        Shape shape = reader.shape(settled.rows().select(text));
        StructType type = new StructType().add(VALUE, shape.spark()).add(MESSAGE, DataTypes.StringType);
        List<Column> columns = new ArrayList<>();
        fields.forEach((name, value) -> columns.add(value.column().as(name)));
        settled.absence().ifPresent(columns::add);
        columns.add(Call.of(reader.values(shape), "read", type, text).as(READ));
        Dataset<Row> read = settled.carrier().select(columns.toArray(Column[]::new));
        List<Attribute> attributes =
                Interop.list(read.queryExecution().analyzed().output());
        Map<String, Value> now = new LinkedHashMap<>();
        fields.forEach((name, value) ->
                now.put(name, new Value(new Column(attributes.get(now.size())), value.shape())));
        Column result = new Column(attributes.get(attributes.size() - 1));
        Value source = Value.find(now, path).orElseThrow();
        Column message = coalesce(
                result.getField(MESSAGE),
                when(source.column().isNotNull().and(text(source, path).isNull()), lit("the value is no text")));
        Value value = new Value(
                        result.getField(VALUE),
                        shape.with(Presence.of(true, boxed.shape().presence().missing())))
                .asAbsentAs(boxed);
        // A text that is null is no row of the reader at all.
        Frame good = settled.replace(read.filter(message.isNull()), FieldEdits.put(now, path, value));
        Column record = struct(now.values().stream().map(Value::column).toArray(Column[]::new));
        ErrorRecords.Failure failure =
                new ErrorRecords.Failure(message.isNotNull(), concat(lit("unbox failed "), message), Optional.empty());
        return good.withErrors(stage, ErrorRecords.of(read, failure, record, settled.schema(), stage));
    }

    private static Column text(Value boxed, FieldPath path) {
        for (Value.Alternative one : boxed.alternatives()) {
            if (one.type().spark() instanceof StringType || one.type().spark() instanceof BinaryType) {
                return Casts.atom(one.column(), one.type().spark(), DataTypes.StringType);
            }
        }
        throw new IllegalArgumentException("unbox: the field " + path + " is "
                + boxed.shape().alternatives().stream().map(Type::name).toList()
                + " (expected: string or binary)");
    }
}
