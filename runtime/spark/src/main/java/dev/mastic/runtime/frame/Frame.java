package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.mastic.runtime.frame.predicate.Predicates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A dataset and the schema that says which of its structs are choices. Each transform makes a new frame whose plan holds
 * projections and filters only; the records that failed are other datasets, computed when somebody asks for them.
 */
public final class Frame {

    private final Dataset<Row> rows;
    private final Optional<Column> absence;
    private final Type.Struct schema;
    private final ErrorLedger errors;

    private Frame(Dataset<Row> rows, Type.Struct schema, ErrorLedger errors) {
        this.rows = rows;
        absence = schema.fields().containsKey(Absence.COLUMN) ? Optional.empty() : Absence.column(rows);
        this.schema = absence.isPresent() ? schema : Absence.forgotten(schema);
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

    /** This frame as the result of a stage in which records failed. */
    public Frame withErrors(Stage stage, Frame failed) {
        return new Frame(rows, schema, errors.and(stage, Optional.of(failed)));
    }

    /** This frame as the result of a stage, whose limits it must keep. */
    public Frame at(Stage stage) {
        return new Frame(rows, schema, errors.and(stage, Optional.empty()));
    }

    /** The rows as they are, choices as structs; the caller has settled the frame and checked its errors. */
    public Dataset<Row> rows() {
        return absence.isEmpty() ? rows : rows.select(columns());
    }

    /** The rows in the order of the schema, with the bits of {@link Absence} behind them where null alone does not tell. */
    public Dataset<Row> toldRows() {
        return Absence.tells(schema) ? rows.select(toldColumns()) : rows();
    }

    /** The columns of {@link #toldRows}. */
    public Column[] toldColumns() {
        List<Column> columns = new ArrayList<>(List.of(columns()));
        if (Absence.tells(schema)) {
            columns.add(absence.orElseThrow());
        }
        return columns.toArray(Column[]::new);
    }

    /** The bits of {@link Absence}, where the frame has some. */
    Optional<Column> absence() {
        return absence;
    }

    /** The rows with all that they carry along. */
    Dataset<Row> carrier() {
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

    /** This frame without the fields that are null in all records. */
    public Frame dropNulls() {
        Frame settled = settled();
        List<FieldPath> nulls = FieldEdits.nulls(settled.schema);
        return nulls.isEmpty() ? settled : settled.dropFields(nulls);
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
            // The elements of an array cannot become columns: they stay a choice.
            if (!path.endsInElements() || !action.equalsIgnoreCase("make_cols")) {
                frame = frame.resolve(path, action);
            }
        }
        return frame;
    }

    /** Every choice cast to the type that a catalog table has for the column. */
    public Frame resolveAs(StructType table) {
        Frame frame = settled();
        for (FieldPath path : ChoiceResolution.choices(frame.schema)) {
            Optional<DataType> type = ChoiceResolution.declared(table, path);
            if (type.isPresent()) {
                frame = frame.project(ChoiceResolution.conform(frame.fields(), path, type.orElseThrow()));
            }
        }
        return frame;
    }

    /** The records for which {@code keep} is true; those on which the predicate fails become error records. */
    public Frame filter(Column keep, Stage stage, Optional<ErrorRecords.Failure> failure) {
        Optional<Frame> failed = failure.map(why -> ErrorRecords.of(rows, why, struct(columns()), schema, stage));
        return new Frame(rows.filter(keep), schema, errors.and(stage, failed));
    }

    /** The records in the types that a format has for theirs, except some columns. */
    public Frame castAtoms(UnaryOperator<DataType> types, List<String> except) {
        AtomCasts casts = new AtomCasts(types);
        Map<String, Value> fields = new LinkedHashMap<>(fields());
        fields.replaceAll(
                (name, value) -> except.contains(name) || !casts.changes(value.shape()) ? value : casts.cast(value));
        return project(fields);
    }

    /** The records for which a condition is true. */
    public Frame where(Column condition) {
        return new Frame(rows.filter(condition), schema, errors);
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
        Type.Struct merged = Absence.numbered(left.schema.merge(right.schema));
        Dataset<Row> both = left.conformed(merged).union(right.conformed(merged));
        return new Frame(both, merged, left.errors.and(right.errors));
    }

    private Dataset<Row> conformed(Type.Struct target) {
        List<Column> columns = new ArrayList<>(List.of(Conform.fields(fields(), target)));
        if (Absence.bits(target) > 0) {
            columns.add(Absence.of(target, fields(), absence));
        }
        return rows.select(columns.toArray(Column[]::new));
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

    /** The records of this frame and those of another with the same values under the keys; see {@link FrameJoin}. */
    public Frame join(List<FieldPath> keys, Frame other, List<FieldPath> otherKeys) {
        return FrameJoin.inner(this, keys, other, otherKeys);
    }

    /** The records of a newer frame, and those of this one that it does not replace: whose keys it does not have. */
    public Frame merge(Frame newer, List<FieldPath> keys) {
        return FrameJoin.unmatched(this, newer, keys).union(newer);
    }

    /**
     * Flat tables by name, of which the first holds the records and the others their arrays; see {@link Relationalization}.
     *
     * @param firstId what the ids of records count from
     */
    public Map<String, Frame> relationalize(String root, long firstId) {
        return Relationalization.of(this, root, firstId);
    }

    /** The fields of records inside records as columns with dotted names. */
    public Frame unnest() {
        Frame settled = settled();
        return settled.project(Flattening.everywhere(settled.fields()));
    }

    /** The records for which all comparisons hold, and the others. */
    public List<Frame> splitRows(List<Comparison> comparisons) {
        Column all = Comparison.all(fields(), comparisons);
        return List.of(new Frame(rows.filter(all), schema, errors), new Frame(rows.filter(not(all)), schema, errors));
    }

    /** Items of DynamoDB without the names of their types. */
    public Frame simplifyDynamoDb() {
        Frame settled = settled();
        return settled.project(DynamoDbJson.simplify(settled.fields()));
    }

    /** Items of DynamoDB without the names of their types, flat. */
    public Frame unnestDynamoDb() {
        Frame simple = simplifyDynamoDb();
        return simple.project(Flattening.records(simple.fields()));
    }

    /** The records with a further column of a column's values, of which those that are missing are estimated. */
    public Frame fillMissingValues(String column, String output) {
        return MissingValues.fill(this, column, output);
    }

    /**
     * The records that a translated function of Python makes of these, in the widest types that its values can have.
     *
     * @param fields what {@link FunctionFields} reads
     * @param good true for a record on which the function does not fail
     */
    public Frame mapped(String fields, Column good) {
        return replace(rows.filter(good), FunctionFields.parse(fields, this::expression));
    }

    /** These records in the types that their values were seen to have. */
    public Frame narrowed(Type.Struct seen) {
        return project(Narrowing.fields(fields(), Absence.like(schema, seen)));
    }

    /** Some records, at most so many, each taken with a probability. */
    public Frame sample(double probability, int most) {
        Dataset<Row> some = probability < 1 ? rows.sample(probability) : rows;
        return new Frame(some.limit(most), schema, errors);
    }

    public Frame repartition(int partitions) {
        return new Frame(rows.repartition(partitions), schema, errors);
    }

    public Frame coalesce(int partitions) {
        return new Frame(rows.coalesce(partitions), schema, errors);
    }

    /** The first records, as many as there may be. */
    public Frame limit(int records) {
        return new Frame(rows.limit(records), schema, errors);
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

    /** Whether some alternatives or fields may not occur, because nobody has looked at the records yet. */
    public boolean isTentative() {
        return schema.fields().values().stream().anyMatch(Shape::tentative);
    }

    /**
     * This frame without doubt about its schema: alternatives and fields that no record has are gone. Looks at the records if it
     * must.
     */
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
            if (found.isEmpty() && entry.getValue().shape().presence().missing()) {
                settled.remove(entry.getKey());
            } else {
                settled.put(entry.getKey(), certain(entry.getValue(), found.isEmpty() ? typed(all) : found));
            }
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
        return new Value(narrowed.column(), new Shape(shape.alternatives(), shape.presence())).asAbsentAs(value);
    }

    /** The columns in their order, whatever their names. */
    public Column[] columns() {
        return fields().values().stream().map(Value::column).toArray(Column[]::new);
    }

    /** The column of a name, which is matched exactly. */
    public Column column(String name) {
        return Optional.ofNullable(fields().get(name))
                .map(Value::column)
                .or(() -> absence.filter(bits -> name.equals(Absence.COLUMN)))
                .orElseThrow(() -> new IllegalArgumentException("the frame has no column " + name));
    }

    /** The expression of a SQL text, in which names of fields and of alternatives of choices are matched exactly. */
    public Column expression(String sql) {
        Map<String, Value> fields = fields();
        return Predicates.parse(
                sql,
                names -> Value.find(fields, names)
                        .or(() -> absence.filter(bits -> names.equals(List.of(Absence.COLUMN))))
                        .map(Column::expr));
    }

    /** The columns by name. They are taken as attributes, because names may hold dots and differ in case only. */
    Map<String, Value> fields() {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Attribute attribute : Interop.list(rows.queryExecution().analyzed().output())) {
            Shape shape = schema.fields().get(attribute.name());
            if (shape == null && attribute.name().equals(Absence.COLUMN)) {
                continue;
            } else if (shape == null) {
                throw new IllegalStateException("column " + attribute.name() + " is not in the schema of the frame");
            }
            fields.put(attribute.name(), new Value(new Column(attribute), shape));
        }
        return fields;
    }

    /** Other rows in place of these, with the errors of this frame. */
    public Frame replace(Dataset<Row> others, Type.Struct shapes) {
        return new Frame(others, shapes, errors);
    }

    /** This frame with the errors of the one that it was made of before its own. */
    public Frame after(Frame source) {
        return new Frame(rows, schema, source.errors.and(errors));
    }

    /** This frame with the errors of another behind its own. */
    Frame and(Frame other) {
        return new Frame(rows, schema, errors.and(other.errors));
    }

    Frame project(Map<String, Value> fields) {
        return replace(rows, fields);
    }

    /** Columns of other rows in place of these, with what those rows carry along and the errors of this frame. */
    Frame replace(Dataset<Row> others, Map<String, Value> fields) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        fields.forEach((name, value) -> {
            shapes.put(name, value.shape());
            columns.add(value.column().as(name));
        });
        Type.Struct changed = new Type.Struct(shapes);
        if (Absence.bits(changed) > 0) {
            Absence.column(others).ifPresent(columns::add);
        }
        return replace(others.select(columns.toArray(Column[]::new)), changed);
    }
}
