package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * One condition of SplitRows: a field against a constant. Numbers are compared by value; a value of another kind than the
 * constant is unequal to it and neither less nor greater; nothing holds of null or of a field that is missing.
 *
 * @param operator one of {@code = != < <= > >=}
 */
public record Comparison(FieldPath path, String operator, Object constant) {

    private static final Set<String> OPERATORS = Set.of("=", "!=", "<", "<=", ">", ">=");

    public Comparison {
        if (!OPERATORS.contains(operator)) {
            throw new IllegalArgumentException(
                    "operator \"" + operator + "\" of split_rows (expected: =, !=, <, <=, > or >=)");
        }
    }

    /** Comparisons of which each has its path, its operator and its constant at one index of the lists. */
    public static List<Comparison> list(List<String> paths, List<String> operators, List<Object> constants) {
        if (paths.size() != operators.size() || paths.size() != constants.size()) {
            throw new IllegalArgumentException(paths.size() + " paths, " + operators.size() + " operators and "
                    + constants.size() + " values (expected: as many of each)");
        }
        return IntStream.range(0, paths.size())
                .mapToObj(i -> new Comparison(FieldPath.parse(paths.get(i)), operators.get(i), constants.get(i)))
                .toList();
    }

    /** Whether all comparisons hold; never null. */
    static Column all(Map<String, Value> fields, List<Comparison> comparisons) {
        return comparisons.stream()
                .map(one -> Value.find(fields, one.path()).map(one::holds).orElse(lit(false)))
                .reduce(Column::and)
                .orElse(lit(true));
    }

    private Column holds(Value value) {
        Column any = lit(false);
        for (Value.Alternative one : value.alternatives()) {
            any = any.or(coalesce(holds(one), lit(false)));
        }
        return any;
    }

    private Column holds(Value.Alternative one) {
        DataType type = one.type().spark();
        boolean comparable = one.type() instanceof Type.Atom
                && (constant instanceof Number
                        ? type instanceof NumericType
                        : constant instanceof Boolean ? type instanceof BooleanType : isText(type));
        if (!comparable) {
            return operator.equals("!=") ? one.column().isNotNull() : lit(false);
        }
        // Dates and times stand as texts in a script.
        Column other = constant instanceof String && !(type instanceof StringType)
                ? Casts.atom(lit(constant), DataTypes.StringType, type)
                : lit(constant);
        return switch (operator) {
            case "=" -> one.column().equalTo(other);
            case "!=" -> one.column().notEqual(other);
            case "<" -> one.column().lt(other);
            case "<=" -> one.column().leq(other);
            case ">" -> one.column().gt(other);
            default -> one.column().geq(other);
        };
    }

    private static boolean isText(DataType type) {
        return type instanceof StringType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType;
    }
}
