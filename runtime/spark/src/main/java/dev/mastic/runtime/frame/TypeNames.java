package dev.mastic.runtime.frame;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The names of types as mappings and resolve actions write them, in any case. */
final class TypeNames {

    // Glue's DecimalType without arguments is decimal(10, 2).
    private static final DecimalType DECIMAL = DataTypes.createDecimalType(10, 2);
    private static final Set<String> WHOLE = Set.of("struct", "array", "map", "choice", "set");

    private static final List<String> INTEGERS = List.of("byte", "short", "int", "long");

    private TypeNames() {}

    /** Whether every value of a type is one of another, by Glue's names. */
    static boolean holds(String wide, String narrow) {
        if (wide.equals(narrow)) {
            return true;
        } else if (wide.equals("double")) {
            return narrow.equals("float") || INTEGERS.contains(narrow);
        }
        return INTEGERS.contains(narrow) && INTEGERS.indexOf(narrow) < INTEGERS.indexOf(wide);
    }

    /** Whether the name stands for a value that is taken as it is, because a cast to it has no meaning. */
    static boolean isWhole(String name) {
        String plain = normal(name);
        return WHOLE.contains(plain)
                || plain.startsWith("struct<")
                || plain.startsWith("array<")
                || plain.startsWith("map<");
    }

    /** The Spark type of the name of an atom. */
    static DataType parse(String name) {
        String plain = normal(name);
        return switch (plain) {
            case "string" -> DataTypes.StringType;
            case "int", "integer" -> DataTypes.IntegerType;
            case "long", "bigint" -> DataTypes.LongType;
            case "short", "smallint" -> DataTypes.ShortType;
            case "byte", "tinyint" -> DataTypes.ByteType;
            case "float" -> DataTypes.FloatType;
            case "double" -> DataTypes.DoubleType;
            case "boolean", "bool" -> DataTypes.BooleanType;
            case "date" -> DataTypes.DateType;
            case "timestamp" -> DataTypes.TimestampType;
            case "timestampntz" -> DataTypes.TimestampNTZType;
            case "binary" -> DataTypes.BinaryType;
            case "null" -> DataTypes.NullType;
            case "decimal" -> DECIMAL;
            default -> decimal(name, plain);
        };
    }

    private static DataType decimal(String name, String plain) {
        if (plain.startsWith("decimal(")) {
            return DataType.fromDDL(plain);
        }
        throw new IllegalArgumentException(
                "type \"" + name + "\" (expected: string, int, long, short, byte, float, double,"
                        + " decimal, decimal(p,s), boolean, date, timestamp, timestampntz, binary, null, struct, array, map or choice)");
    }

    /** The type that holds the values of two types of one name; only decimals differ under one name. */
    static Type wider(Type left, Type right) {
        if (left.spark() instanceof DecimalType a && right.spark() instanceof DecimalType b) {
            int scale = Math.max(a.scale(), b.scale());
            int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
            return new Type.Atom(
                    DataTypes.createDecimalType(Math.min(whole + scale, DecimalType.MAX_PRECISION()), scale));
        }
        return left;
    }

    private static String normal(String name) {
        return name.trim().toLowerCase(Locale.ROOT).replace(" ", "");
    }
}
