package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which fields a record lacks, where the null of a column does not say it: where other records have null in the field, or where a
 * cast has made one. Readers that know write it as bits into a column that frames carry along and nobody sees. Only functions, and
 * whoever prints records, ask for it; anywhere else Spark prunes it, and it is never made.
 *
 * <p>A field has its bit by a number, {@link Shape#mark}. The number stays with the field wherever a transform moves it. Fields of
 * records inside arrays have none.
 */
public final class Absence {

    /** The column of bits. */
    public static final String COLUMN = "__absent_fields";
    /** Of 64 bits each, from the lowest on. */
    public static final DataType TYPE = DataTypes.createArrayType(DataTypes.LongType, false);
    /** The mark of a field without a bit. */
    public static final int UNMARKED = -1;

    private Absence() {}

    /** The schema with a bit for each field that a record may lack. */
    public static Type.Struct numbered(Type.Struct schema) {
        int[] next = {0};
        return change(
                schema,
                false,
                (shape, above) -> shape.marked(above || shape.presence().missing() ? next[0]++ : UNMARKED));
    }

    /** A schema that somebody declared, whose fields records may have, have null in or lack. */
    public static Type.Struct declared(Type.Struct schema) {
        return numbered(change(schema, false, (shape, above) -> shape.with(Presence.UNCERTAIN)));
    }

    /** The schema without bits. */
    static Type.Struct forgotten(Type.Struct schema) {
        return bits(schema) == 0 ? schema : change(schema, false, (shape, above) -> shape.marked(UNMARKED));
    }

    /** A schema with the bits that another has for its fields. */
    static Type.Struct like(Type.Struct marked, Type.Struct schema) {
        Map<String, Shape> changed = new LinkedHashMap<>();
        schema.fields().forEach((name, shape) -> {
            Optional<Shape> known = Optional.ofNullable(marked.fields().get(name));
            Optional<Type.Struct> inner = known.flatMap(Shape::struct);
            List<Type> types = shape.alternatives().stream()
                    .map(type -> type instanceof Type.Struct record
                            ? like(inner.orElse(new Type.Struct(Map.of())), record)
                            : type)
                    .toList();
            changed.put(name, shape.with(types).marked(known.map(Shape::mark).orElse(UNMARKED)));
        });
        return new Type.Struct(changed);
    }

    /** How many bits there are. */
    public static int bits(Type.Struct schema) {
        int[] most = {0};
        change(schema, false, (shape, above) -> {
            most[0] = Math.max(most[0], shape.mark() + 1);
            return shape;
        });
        return most[0];
    }

    /** Whether there are fields of which only the bits say whether a record lacks them. */
    public static boolean tells(Type.Struct schema) {
        boolean[] tells = {false};
        change(schema, false, (shape, above) -> {
            tells[0] |= !shape.isPlain();
            return shape;
        });
        return tells[0];
    }

    /** The columns of a schema, and where it has bits that of them. */
    public static StructType columns(Type.Struct schema) {
        StructType columns = schema.spark();
        return bits(schema) == 0 ? columns : columns.add(COLUMN, TYPE);
    }

    /** Whether a bit is set. */
    public static boolean isSet(ArrayData bits, int mark) {
        return ((bits.getLong(mark / Long.SIZE) >>> (mark % Long.SIZE)) & 1) == 1;
    }

    /** The column of bits among those of a dataset. */
    static Optional<Column> column(Dataset<Row> rows) {
        return Interop.list(rows.queryExecution().analyzed().output()).stream()
                .filter(attribute -> attribute.name().equals(COLUMN))
                .map(Column::new)
                .findFirst();
    }

    // The change is told whether a record on the way to the field may be missing.
    private static Type.Struct change(Type.Struct record, boolean above, BiFunction<Shape, Boolean, Shape> change) {
        Map<String, Shape> changed = new LinkedHashMap<>();
        record.fields().forEach((name, shape) -> {
            boolean below = above || shape.presence() != Presence.ALWAYS || shape.isChoice();
            Shape own = change.apply(shape, above);
            List<Type> types = shape.alternatives().stream()
                    .map(type -> type instanceof Type.Struct inner ? change(inner, below, change) : type)
                    .toList();
            changed.put(name, own.with(types));
        });
        return new Type.Struct(changed);
    }

    /**
     * The bits of a schema, for records that have some of its fields, under the same names.
     *
     * @param bits of these records now, by the marks of their own shapes
     */
    static Column of(Type.Struct schema, Map<String, Value> fields, Optional<Column> bits) {
        Column[] words = new Column[(bits(schema) + Long.SIZE - 1) / Long.SIZE];
        Arrays.fill(words, lit(0L));
        List<Lacking> lacking = new ArrayList<>();
        collect(schema, Optional.of(fields), lit(false), bits, lacking);
        for (Lacking field : lacking) {
            int word = field.mark() / Long.SIZE;
            Column bit =
                    when(field.where(), lit(1L << (field.mark() % Long.SIZE))).otherwise(lit(0L));
            words[word] = words[word].bitwiseOR(bit);
        }
        return array(words).as(COLUMN);
    }

    private record Lacking(int mark, Column where) {}

    private static void collect(
            Type.Struct schema,
            Optional<Map<String, Value>> fields,
            Column above,
            Optional<Column> bits,
            List<Lacking> into) {
        schema.fields().forEach((name, shape) -> {
            Optional<Value> value = fields.map(parts -> parts.get(name));
            Column here = value.map(own -> above.or(lacks(own, bits))).orElse(lit(true));
            if (shape.mark() != UNMARKED) {
                into.add(new Lacking(shape.mark(), here));
            }
            shape.struct().ifPresent(inner -> {
                Optional<Value.Alternative> record = value.flatMap(own -> own.alternative("struct"));
                Column none = record.map(one -> above.or(one.column().isNull())).orElse(lit(true));
                collect(inner, record.flatMap(one -> value.map(Value::fields)), none, bits, into);
            });
        });
    }

    private static Column lacks(Value value, Optional<Column> bits) {
        Shape shape = value.shape();
        return switch (shape.presence()) {
            case ALWAYS, NULLABLE -> lit(false);
            case OPTIONAL -> value.column().isNull();
            case UNCERTAIN ->
                shape.mark() == UNMARKED
                        ? lit(false)
                        : bits.map(set -> isSet(set, shape.mark())).orElse(lit(false));
        };
    }

    private static Column isSet(Column bits, int mark) {
        return bits.getItem(mark / Long.SIZE)
                .bitwiseAND(lit(1L << (mark % Long.SIZE)))
                .notEqual(lit(0L));
    }
}
