package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of two frames put together where their keys are equal. All fields of both stay; where a record of each side has a
 * field of one name, the one from the right gets a dot in front. A record that lacks the field leaves its place to the other.
 */
final class FrameJoin {

    private static final Logger log = LoggerFactory.getLogger(FrameJoin.class);

    private final Side left;
    private final Side right;

    private FrameJoin(Side left, Side right) {
        this.left = left;
        this.right = right;
    }

    static Frame inner(Frame left, List<FieldPath> leftKeys, Frame right, List<FieldPath> rightKeys) {
        Frame one = left.settled();
        Frame other = right.settled();
        FrameJoin join = new FrameJoin(Side.of(one, "left_"), Side.of(other, "right_"));
        Dataset<Row> both = join.left.rows().join(join.right.rows(), join.matches(leftKeys, rightKeys), "inner");
        return one.and(other).replace(both, join.fields());
    }

    /** The records of the left frame that have no record of the same key on the right, as they are. */
    static Frame unmatched(Frame left, Frame right, List<FieldPath> keys) {
        Frame one = left.settled();
        FrameJoin join = new FrameJoin(Side.of(one, "left_"), Side.of(right.settled(), "right_"));
        Dataset<Row> rest = join.left.rows().join(join.right.rows(), join.matches(keys, keys), "left_anti");
        return one.replace(rest, join.left.fields());
    }

    private Column matches(List<FieldPath> leftKeys, List<FieldPath> rightKeys) {
        if (leftKeys.isEmpty() || leftKeys.size() != rightKeys.size()) {
            throw new IllegalArgumentException(
                    leftKeys.size() + " keys against " + rightKeys.size() + " (expected: as many on both sides)");
        }
        Column all = lit(true);
        for (int i = 0; i < leftKeys.size(); i++) {
            Optional<Value> a = left.key(leftKeys.get(i));
            Optional<Value> b = right.key(rightKeys.get(i));
            Column equal =
                    a.isPresent() && b.isPresent() ? JoinKey.equal(a.orElseThrow(), b.orElseThrow()) : lit(false);
            all = i == 0 ? equal : all.and(equal);
        }
        return all;
    }

    private Map<String, Value> fields() {
        Map<String, Value> fields = new LinkedHashMap<>(left.fields());
        Map<String, Value> collided = new LinkedHashMap<>();
        right.fields().forEach((name, value) -> {
            Value own = left.fields().get(name);
            if (own == null) {
                fields.put(name, value);
            } else {
                fields.put(name, own.shape().presence().missing() ? first(own, value) : own);
                collided.put(free(name), second(own, value));
            }
        });
        fields.putAll(collided);
        return fields;
    }

    // Repeated joins may have made the name with one dot already.
    private String free(String name) {
        String dotted = "." + name;
        while (left.fields().containsKey(dotted) || right.fields().containsKey(dotted)) {
            dotted = "." + dotted;
        }
        return dotted;
    }

    private static Value first(Value own, Value other) {
        Presence presence = Presence.of(
                own.shape().presence().nullSeen() || other.shape().presence().nullSeen(),
                other.shape().presence().missing());
        Shape merged = own.shape().merge(other.shape()).with(presence);
        Column column = when(own.column().isNotNull(), own.conform(merged)).otherwise(other.conform(merged));
        return new Value(column, merged);
    }

    private static Value second(Value own, Value other) {
        Presence left = own.shape().presence();
        Presence right = other.shape().presence();
        if (!left.missing() && !right.missing()) {
            return other;
        }
        Column column = left.missing() ? when(own.column().isNotNull(), other.column()) : other.column();
        // Perhaps no pair of records collides: then there is no such field.
        return new Value(column, new Shape(other.shape().alternatives(), Presence.of(right.nullSeen(), true), true));
    }

    /** One input under names that the other has not, so that a frame can be joined with itself. */
    private record Side(Dataset<Row> rows, Map<String, Value> fields) {

        static Side of(Frame frame, String prefix) {
            List<Column> columns = new ArrayList<>();
            Map<String, Value> values = frame.fields();
            values.values().forEach(value -> columns.add(value.column().as(prefix + columns.size())));
            Dataset<Row> rows = frame.rows().select(columns.toArray(Column[]::new));
            List<Attribute> attributes =
                    Interop.list(rows.queryExecution().analyzed().output());
            Map<String, Value> renamed = new LinkedHashMap<>();
            values.forEach((name, value) ->
                    renamed.put(name, new Value(new Column(attributes.get(renamed.size())), value.shape())));
            return new Side(rows, renamed);
        }

        Optional<Value> key(FieldPath path) {
            Optional<Value> key = Value.find(fields, path);
            if (key.isEmpty()) {
                log.warn("no record has the join key {} (fields: {})", path, String.join(", ", fields.keySet()));
            }
            return key;
        }
    }
}
