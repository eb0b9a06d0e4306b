package dev.mastic.runtime.frame;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.DataType;

/** Calls of a public method of an object as an expression of Spark, on Spark's own form of values. */
public final class Call {

    private Call() {}

    /** The result of the method, null where an argument is null. */
    public static Column of(Serializable target, String method, DataType result, Column... arguments) {
        return new Column(new Invoke(
                Literal$.MODULE$.fromObject(target),
                method,
                result,
                Interop.seq(Arrays.stream(arguments).map(Column::expr).toList()),
                Interop.seq(List.of()),
                true,
                true,
                true));
    }
}
