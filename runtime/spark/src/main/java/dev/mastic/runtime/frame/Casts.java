package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import scala.Option;

/** Casts that answer null for what cannot be cast, whatever {@code spark.sql.ansi.enabled} says; nothing overflows silently. */
final class Casts {

    private Casts() {}

    /** Every alternative of a position in one type. */
    static Value cast(Value value, DataType target) {
        Column[] parts = value.alternatives().stream()
                .map(one -> alternative(one, target))
                .toArray(Column[]::new);
        Column column = switch (parts.length) {
            case 0 -> lit(null).cast(target);
            case 1 -> parts[0];
            default -> coalesce(parts);
        };
        Presence presence = Presence.of(true, value.shape().presence().missing());
        return new Value(column, Shape.of(target, presence)).asAbsentAs(value);
    }

    static Column alternative(Value.Alternative from, DataType target) {
        if (from.type() instanceof Type.Atom atom) {
            return atom(from.column(), atom.spark(), target);
        }
        // A record or an array has a text, which is its JSON, and no other atom.
        return target instanceof StringType ? to_json(from.column()) : lit(null).cast(target);
    }

    static Column atom(Column column, DataType source, DataType target) {
        if (source.equals(target)) {
            return column;
        } else if (target instanceof NullType || !Cast$.MODULE$.canTryCast(source, target)) {
            return lit(null).cast(target);
        }
        return new Column(new Cast(column.expr(), target, Option.empty(), EvalMode$.MODULE$.TRY()));
    }
}
