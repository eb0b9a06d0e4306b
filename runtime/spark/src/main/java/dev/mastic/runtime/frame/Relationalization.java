package dev.mastic.runtime.frame;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * A nested frame as flat tables that can be joined: records become columns with dotted names, each array a table of its own,
 * whose column {@code id} is what stands in place of the array. Types are kept: nothing goes through text files.
 *
 * <p>Every table computes the ids again, so the records must come in the same order each time, in the same partitions. Where the
 * plan does not promise that, they are kept on disk first.
 */
final class Relationalization {

    private static final String ID = "id";
    private static final String INDEX = "index";
    private static final String ELEMENT = "element";

    private static final Shape NUMBER = new Shape(List.of(new Type.Atom(DataTypes.LongType)), Presence.ALWAYS);

    private final String root;
    private final long firstId;
    private final Map<String, Frame> tables = new LinkedHashMap<>();

    private Relationalization(String root, long firstId) {
        this.root = root;
        this.firstId = firstId;
    }

    /** The tables by name; the first is the one of the records themselves. */
    static Map<String, Frame> of(Frame frame, String root, long firstId) {
        Relationalization relations = new Relationalization(root, firstId);
        Frame settled = frame.settled();
        relations.add(root, settled, Flattening.records(settled.fields()));
        return relations.tables;
    }

    private void add(String name, Frame source, Map<String, Value> columns) {
        if (columns.values().stream()
                .noneMatch(value -> value.alternative("array").isPresent())) {
            tables.put(name, source.replace(source.rows(), columns));
            return;
        }
        Numbered numbered = Numbered.of(source, columns, firstId);
        Map<String, Value> parent = new LinkedHashMap<>();
        numbered.fields().forEach((column, value) -> parent.put(column, reference(value, numbered.id())));
        tables.put(name, numbered.frame().project(parent));
        numbered.fields()
                .forEach((column, value) ->
                        value.alternative("array").ifPresent(array -> child(numbered, column, array)));
    }

    /**
     * A frame in which each record has a number, from the first one on in the first partition.
     *
     * @param fields the columns besides the number
     */
    private record Numbered(Frame frame, Map<String, Value> fields, Column id) {

        static Numbered of(Frame source, Map<String, Value> columns, long firstId) {
            Frame flat = source.replace(source.rows(), columns);
            Dataset<Row> rows = flat.carrier();
            Frame steady = flat.replace(Lineage.repeats(rows) ? FrozenScans.of(rows) : Kept.rows(rows), flat.schema());
            String name = ID;
            while (columns.containsKey(name)) {
                name = "_" + name;
            }
            Map<String, Value> numbered = steady.fields();
            numbered.put(name, new Value(monotonically_increasing_id().plus(lit(firstId)), NUMBER));
            Frame frame = steady.project(numbered);
            Map<String, Value> fields = frame.fields();
            Value id = requireNonNull(fields.remove(name));
            return new Numbered(frame, fields, id.column());
        }
    }

    private static Value reference(Value value, Column id) {
        Optional<Value.Alternative> array = value.alternative("array");
        if (array.isEmpty()) {
            return value;
        }
        Type number = new Type.Atom(DataTypes.LongType);
        Column reference = when(array.orElseThrow().column().isNotNull(), id);
        List<Value.Alternative> changed = new ArrayList<>();
        for (Value.Alternative one : value.alternatives()) {
            if (one.type().equals(number)) {
                // A choice of an array and numbers: where it is no array it keeps its number.
                reference = coalesce(reference, one.column());
            } else if (!(one.type() instanceof Type.Array)) {
                changed.add(one);
            }
        }
        changed.add(new Value.Alternative(reference, number));
        return value.with(changed).orElse(value);
    }

    private void child(Numbered parent, String column, Value.Alternative array) {
        Column[] exploded = {parent.id().as(ID), posexplode(array.column()).as(new String[] {INDEX, ELEMENT})};
        Dataset<Row> elements = parent.frame().rows().select(exploded);
        Type.Array type = (Type.Array) array.type();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(ID, NUMBER);
        shapes.put(INDEX, new Shape(List.of(new Type.Atom(DataTypes.IntegerType)), Presence.ALWAYS));
        shapes.put(ELEMENT, type.element());
        Frame child = parent.frame().replace(elements, new Type.Struct(shapes));
        Map<String, Value> fields = child.fields();
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put(ID, fields.get(ID));
        columns.put(INDEX, fields.get(INDEX));
        columns.putAll(Flattening.records(Map.of(column + Flattening.ELEMENT, fields.get(ELEMENT))));
        add(root + "_" + column, child, columns);
    }
}
