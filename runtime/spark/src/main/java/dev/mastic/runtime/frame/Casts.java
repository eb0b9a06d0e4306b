package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import scala.Enumeration;
import scala.Option;

/** Casts that answer null for what cannot be cast, whatever {@code spark.sql.ansi.enabled} says; nothing overflows silently. */
final class Casts {

    private static final Set<DataType> QUIET =
            Set.of(DataTypes.BooleanType, DataTypes.DateType, DataTypes.TimestampType, DataTypes.TimestampNTZType);

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
        return source instanceof StringType ? text(column, target) : cast(column, target, EvalMode$.MODULE$.TRY());
    }

    // TRY makes and catches an exception for each text that is no value, which costs more than all the rest of a job
    // over
    // CSV with empty fields. LEGACY answers null at once, and the same otherwise, but cuts the fraction off "3.7" as
    // int.
    private static Column text(Column column, DataType target) {
        if (target instanceof IntegralType) {
            return when(not(column.contains(".")), cast(column, target, EvalMode$.MODULE$.LEGACY()));
        } else if (target instanceof FractionalType && !(target instanceof DecimalType)) {
            Column mayBe = Call.of(new FractionText(), "mayBe", DataTypes.BooleanType, column);
            return when(mayBe, cast(column, target, EvalMode$.MODULE$.LEGACY()));
        } else if (QUIET.contains(target) || target instanceof DecimalType) {
            return cast(column, target, EvalMode$.MODULE$.LEGACY());
        }
        return cast(column, target, EvalMode$.MODULE$.TRY());
    }

    private static Column cast(Column column, DataType target, Enumeration.Value mode) {
        return new Column(new Cast(column.expr(), target, Option.empty(), mode));
    }
}
