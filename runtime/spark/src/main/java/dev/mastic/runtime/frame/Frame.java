package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A dataset and the schema that says which of its structs are choices. Each transform makes a new frame whose plan holds
 * projections and filters only; the records that failed are other datasets, computed when somebody asks for them.
 */
public final class Frame {

    private final Dataset<Row> rows;
    private final Type.Struct schema;
    private final ErrorLedger errors;

    private Frame(Dataset<Row> rows, Type.Struct schema, ErrorLedger errors) {
        this.rows = rows;
        this.schema = schema;
        this.errors = errors;
    }

    /** A frame of a DataFrame, which holds no choices. */
    public static Frame of(Dataset<Row> rows) {
        return of(rows, Shape.of(rows.schema()));
    }

    /** A frame of rows that are laid out as the schema says. */
    public static Frame of(Dataset<Row> rows, Type.Struct schema) {
        return new Frame(rows, schema, ErrorLedger.EMPTY);
    }

    /** This frame with the records that failed while it was made. */
    public Frame withErrors(Stage stage, Dataset<Row> failed) {
        return new Frame(rows, schema, errors.and(stage, Optional.of(of(failed))));
    }

    /** This frame as the result of a stage, whose limits it must keep. */
    public Frame at(Stage stage) {
        return new Frame(rows, schema, errors.and(stage, Optional.empty()));
    }

    /** The rows as they are, choices as structs; the caller has settled the frame and checked its errors. */
    public Dataset<Row> rows() {
        return rows;
    }

    public Type.Struct schema() {
        return schema;
    }

    public Frame applyMapping(List<Mapping> mappings, boolean caseSensitive) {
        return project(new FieldMapping(fields(), caseSensitive).apply(mappings));
    }

    public Frame dropFields(List<FieldPath> paths) {
        return project(FieldEdits.drop(fields(), paths));
    }

    public Frame selectFields(List<FieldPath> paths) {
        return project(FieldEdits.select(fields(), paths));
    }

    public Frame renameField(FieldPath from, FieldPath to) {
        return project(FieldEdits.rename(fields(), from, to));
    }

    /** One position resolved by an action such as {@code cast:long} or {@code make_cols}. */
    public Frame resolve(FieldPath path, String action) {
        Frame frame = ChoiceResolution.isCast(action) ? this : settled();
        return frame.project(ChoiceResolution.resolve(frame.fields(), path, action));
    }

    /** All choices resolved by one action; a frame without choices stays as it is. */
    public Frame resolveAll(String action) {
        Frame frame = settled();
        for (FieldPath path : ChoiceResolution.choices(frame.schema)) {
            frame = frame.resolve(path, action);
        }
        return frame;
    }

    /** Every choice cast to the type that a catalog table has for the column. */
    public Frame resolveAs(StructType table) {
        Frame frame = settled();
        for (FieldPath path : ChoiceResolution.choices(frame.schema)) {
            Optional<String> type = List.of(table.fields()).stream()
                    .filter(field -> path.steps().size() == 1 && field.name().equalsIgnoreCase(path.first()))
                    .map(field -> new Type.Atom(field.dataType()).name())
                    .findFirst();
            if (type.isPresent()) {
                frame = frame.resolve(path, "cast:" + type.orElseThrow());
            }
        }
        return frame;
    }

    /**
     * On which records a predicate fails, and why.
     *
     * @param where true for a record on which it fails
     * @param message what went wrong there
     */
    public record Failure(Column where, Column message) {}

    /** The records for which {@code keep} is true; those on which the predicate fails become error records. */
    public Frame filter(Column keep, Stage stage, Optional<Failure> failure) {
        Optional<Frame> failed = failure.map(why -> of(errorRecords(why, stage)));
        return new Frame(rows.filter(keep), schema, errors.and(stage, failed));
    }

    private Dataset<Row> errorRecords(Failure failure, Stage stage) {
        Column[] fields = fields().values().stream().map(Value::column).toArray(Column[]::new);
        return rows.filter(failure.where())
                .select(struct(
                                struct(
                                                lit(stage.site()).as("site"),
                                                lit(stage.info()).as("info"))
                                        .as("callsite"),
                                failure.message().as("msg"),
                                struct(fields).as("dynamicRecord"))
                        .as("error"));
    }

    /** This frame under a schema that somebody knows better, of the same columns. */
    public Frame as(Type.Struct known) {
        if (!known.spark().equals(schema.spark())) {
            throw new IllegalArgumentException(
                    "the frame has the columns " + schema.spark().sql() + ", the schema says "
                            + known.spark().sql());
        }
        return new Frame(rows, known, errors);
    }

    /** The records of both frames under the merged schema, where fields of different types become choices. */
    public Frame union(Frame other) {
        Frame left = settled();
        Frame right = other.settled();
        Type.Struct merged = left.schema.merge(right.schema);
        Dataset<Row> both = left.rows
                .select(Conform.fields(left.fields(), merged))
                .union(right.rows.select(Conform.fields(right.fields(), merged)));
        return new Frame(both, merged, left.errors.and(right.errors));
    }

    /** This frame with its columns in the order of a table's, missing ones as null, further ones behind them. */
    public Frame ordered(StructType table) {
        Frame settled = settled();
        Map<String, Value> rest = new LinkedHashMap<>(settled.fields());
        Map<String, Value> ordered = new LinkedHashMap<>();
        for (StructField column : table.fields()) {
            Value value = rest.remove(column.name());
            Shape shape = Shape.of(column.dataType(), Presence.NULLABLE);
            ordered.put(column.name(), value == null ? new Value(lit(null).cast(column.dataType()), shape) : value);
        }
        ordered.putAll(rest);
        return settled.project(ordered);
    }

    public Frame repartition(int partitions) {
        return new Frame(rows.repartition(partitions), schema, errors);
    }

    public Frame coalesce(int partitions) {
        return new Frame(rows.coalesce(partitions), schema, errors);
    }

    public int partitionCount() {
        return rows.rdd().getNumPartitions();
    }

    /** The number of good records; fails when there are more errors than a stage tolerates. */
    public long count() {
        checkErrors();
        return rowCount();
    }

    long rowCount() {
        return rows.count();
    }

    public long errorCount() {
        return errors.total();
    }

    public long stageErrorCount() {
        return errors.ofLastStage();
    }

    /** All records that failed on the way to this frame, in one column {@code error}. */
    public Optional<Frame> errorRecords() {
        return errors.frames().stream().reduce(Frame::union);
    }

    public void checkErrors() {
        errors.check();
    }

    /** This frame without doubt about its choices: alternatives that no record has are gone. Looks at the records if it must. */
    public Frame settled() {
        Map<String, Value> doubtful = new LinkedHashMap<>(fields());
        doubtful.values().removeIf(value -> !value.shape().tentative());
        if (doubtful.isEmpty()) {
            return this;
        }
        List<Column> occurs = new ArrayList<>();
        doubtful.values()
                .forEach(value -> value.alternatives()
                        .forEach(one -> occurs.add(max(one.column().isNotNull()))));
        Row seen = rows.agg(occurs.get(0), occurs.subList(1, occurs.size()).toArray(Column[]::new))
                .first();
        Map<String, Value> settled = new LinkedHashMap<>(fields());
        int at = 0;
        for (Map.Entry<String, Value> entry : doubtful.entrySet()) {
            List<Value.Alternative> all = entry.getValue().alternatives();
            List<Value.Alternative> found = new ArrayList<>();
            for (Value.Alternative one : all) {
                if (!seen.isNullAt(at) && seen.getBoolean(at)) {
                    found.add(one);
                }
                at++;
            }
            settled.put(entry.getKey(), certain(entry.getValue(), found.isEmpty() ? typed(all) : found));
        }
        return project(settled);
    }

    // A column that is null throughout keeps the type that its table declares; text is only what did not fit.
    private static List<Value.Alternative> typed(List<Value.Alternative> all) {
        return all.stream().filter(one -> !one.type().name().equals("string")).toList();
    }

    private static Value certain(Value value, List<Value.Alternative> found) {
        Value narrowed = value.with(found).orElse(value);
        Shape shape = narrowed.shape();
        return new Value(narrowed.column(), new Shape(shape.alternatives(), shape.presence()));
    }

    /** The columns by name. They are taken as attributes, because names may hold dots and differ in case only. */
    Map<String, Value> fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Attribute attribute : Interop.list(rows.queryExecution().analyzed().output())) {
            Shape shape = schema.fields().get(attribute.name());
            if (shape == null) {
                throw new IllegalStateException("column " + attribute.name() + " is not in the schema of the frame");
            }
            fields.put(attribute.name(), new Value(new Column(attribute), shape));
        }
        return fields;
    }

    private Frame project(Map<String, Value> fields) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        fields.forEach((name, value) -> {
            shapes.put(name, value.shape());
            columns.add(value.column().as(name));
        });
        return new Frame(rows.select(columns.toArray(Column[]::new)), new Type.Struct(shapes), errors);
    }
}
