package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;

/**
 * Equality of the keys of a join: numbers are equal by value whatever their types, everything else only within its type, null
 * equals nothing. It is one equality for each key, also between choices, so that Spark can hash or sort by it.
 */
final class JoinKey {

    // As many digits as a long has.
    private static final DecimalType WHOLE = DataTypes.createDecimalType(19, 0);
    private static final String NUMBER = "number";

    private JoinKey() {}

    static Column equal(Value left, Value right) {
        Map<String, List<Value.Alternative>> a = kinds(left);
        Map<String, List<Value.Alternative>> b = kinds(right);
        if (a.keySet().stream().noneMatch(b::containsKey)) {
            return lit(false);
        }
        TreeSet<String> kinds = new TreeSet<>(a.keySet());
        kinds.addAll(b.keySet());
        List<Column> ones = new ArrayList<>();
        List<Column> others = new ArrayList<>();
        for (String kind : kinds) {
            List<Value.Alternative> all = new ArrayList<>(a.getOrDefault(kind, List.of()));
            all.addAll(b.getOrDefault(kind, List.of()));
            Type common = common(all);
            ones.add(part(a.getOrDefault(kind, List.of()), common).as(kind));
            others.add(part(b.getOrDefault(kind, List.of()), common).as(kind));
        }
        if (kinds.size() == 1) {
            return ones.get(0).equalTo(others.get(0));
        }
        return when(left.column().isNotNull(), struct(ones.toArray(Column[]::new)))
                .equalTo(when(right.column().isNotNull(), struct(others.toArray(Column[]::new))));
    }

    private static Map<String, List<Value.Alternative>> kinds(Value value) {
        Map<String, List<Value.Alternative>> kinds = new LinkedHashMap<>();
        for (Value.Alternative one : value.alternatives()) {
            String kind = one.type().spark() instanceof NumericType
                    ? NUMBER
                    : one.type().name();
            kinds.computeIfAbsent(kind, name -> new ArrayList<>()).add(one);
        }
        return kinds;
    }

    private static Type common(List<Value.Alternative> all) {
        Type common = all.get(0).type();
        for (Value.Alternative one : all.subList(1, all.size())) {
            common = common(common, one.type());
        }
        return common;
    }

    private static Type common(Type left, Type right) {
        if (!(left.spark() instanceof NumericType) || !(right.spark() instanceof NumericType)) {
            return Shape.of(left).merge(Shape.of(right)).alternatives().get(0);
        }
        return left.spark().equals(right.spark()) ? left : new Type.Atom(number(left.spark(), right.spark()));
    }

    private static DataType number(DataType left, DataType right) {
        if (isFraction(left) || isFraction(right)) {
            return DataTypes.DoubleType;
        }
        if (left instanceof DecimalType || right instanceof DecimalType) {
            return TypeNames.wider(new Type.Atom(decimal(left)), new Type.Atom(decimal(right)))
                    .spark();
        }
        return DataTypes.LongType;
    }

    private static DataType decimal(DataType number) {
        return number instanceof DecimalType ? number : WHOLE;
    }

    private static boolean isFraction(DataType type) {
        return type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType);
    }

    private static Column part(List<Value.Alternative> alternatives, Type common) {
        Column[] parts = alternatives.stream()
                .map(one -> Conform.alternative(one, common))
                .toArray(Column[]::new);
        return switch (parts.length) {
            case 0 -> lit(null).cast(common.spark());
            case 1 -> parts[0];
            default -> coalesce(parts);
        };
    }
}
