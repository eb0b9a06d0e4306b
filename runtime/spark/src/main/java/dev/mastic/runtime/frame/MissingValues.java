package dev.mastic.runtime.frame;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Estimates for the values of a column that are missing, null or an empty text: the mean of numbers, and of anything else the
 * value that occurs most often. Looks at the records once for it.
 */
final class MissingValues {

    private static final String VALUE = "value";
    private static final String TIMES = "times";

    private MissingValues() {}

    /** The frame with a further column, of the values where there are some and the estimate where not. */
    static Frame fill(Frame frame, String name, String output) {
        Frame settled = frame.settled();
        Map<String, Value> fields = new LinkedHashMap<>(settled.fields());
        Value value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("FillMissingValues: no record has the field " + name);
        }
        List<Type> types = value.shape().alternatives();
        if (types.size() != 1 || !(types.get(0) instanceof Type.Atom)) {
            throw new IllegalArgumentException("FillMissingValues: the field " + name + " is "
                    + types.stream().map(Type::name).toList()
                    + " (expected: one type without parts; see ResolveChoice)");
        }
        DataType type = types.get(0).spark();
        Column known = type instanceof StringType ? when(value.column().notEqual(""), value.column()) : value.column();
        Column filled = when(known.isNotNull(), known).otherwise(estimate(settled.rows(), known, type));
        fields.put(output.isEmpty() ? name + "_filled" : output, new Value(filled, Shape.of(types.get(0))));
        return settled.project(fields);
    }

    private static Column estimate(Dataset<Row> rows, Column known, DataType type) {
        Dataset<Row> estimates;
        if (type instanceof NumericType) {
            boolean fraction = type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType;
            Column mean = avg(known);
            estimates = rows.agg((fraction ? mean : round(mean)).as(VALUE));
        } else {
            estimates = rows.filter(known.isNotNull())
                    .groupBy(known.as(VALUE))
                    .agg(count(lit(1)).as(TIMES))
                    .orderBy(new Column(TIMES).desc(), new Column(VALUE).asc())
                    .select(VALUE);
        }
        List<Row> first = estimates.takeAsList(1);
        return first.isEmpty() ? lit(null).cast(type) : lit(first.get(0).get(0)).cast(type);
    }
}
