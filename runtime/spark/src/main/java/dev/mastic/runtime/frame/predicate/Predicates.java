package dev.mastic.runtime.frame.predicate;

import dev.mastic.runtime.frame.Interop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/** SQL that {@code awsglue} writes for a Python predicate, in which some functions mean Python's own reading of numbers. */
public final class Predicates {

    private record Call(String method, DataType type) {}

    private static final Map<String, Call> CALLS = Map.of(
            "python_int", new Call("toInt", DataTypes.LongType),
            "python_trunc", new Call("trunc", DataTypes.LongType),
            "python_float", new Call("toFloat", DataTypes.DoubleType));

    private Predicates() {}

    /** Where the fields that a SQL text names are found. */
    public interface Fields {
        /** The expression of the field at the end of a way of names; empty where there is none. */
        Optional<Expression> find(List<String> names);
    }

    /** The expression of a SQL text. The functions are not in the session's registry: no script can meet or change them. */
    public static Column parse(String sql) {
        return parse(sql, names -> Optional.empty());
    }

    /** The expression of a SQL text over known fields; what they do not know is looked for by Spark. */
    public static Column parse(String sql, Fields fields) {
        Expression calls = functions.expr(sql).expr().transformUp(new PythonCalls());
        return new Column(calls.transformUp(new KnownFields(fields)));
    }

    private static final class KnownFields extends AbstractPartialFunction<Expression, Expression> {
        private final Fields fields;

        KnownFields(Fields fields) {
            this.fields = fields;
        }

        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof UnresolvedAttribute;
        }

        @Override
        @SuppressWarnings("unchecked") // Scala's B1 is a supertype of Expression, which Java cannot say.
        public <A1 extends Expression, B1> B1 applyOrElse(A1 expression, Function1<A1, B1> otherwise) {
            if (expression instanceof UnresolvedAttribute name) {
                Optional<Expression> found = fields.find(Interop.list(name.nameParts()));
                if (found.isPresent()) {
                    return (B1) found.orElseThrow();
                }
            }
            return otherwise.apply(expression);
        }
    }

    private static final class PythonCalls extends AbstractPartialFunction<Expression, Expression> {
        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof UnresolvedFunction function && CALLS.containsKey(name(function));
        }

        @Override
        @SuppressWarnings("unchecked") // Scala's B1 is a supertype of Expression, which Java cannot say.
        public <A1 extends Expression, B1> B1 applyOrElse(A1 expression, Function1<A1, B1> otherwise) {
            if (expression instanceof UnresolvedFunction function) {
                Call call = CALLS.get(name(function));
                if (call != null) {
                    return (B1) invoke(call, function);
                }
            }
            return otherwise.apply(expression);
        }

        private static String name(UnresolvedFunction function) {
            return Interop.list(function.nameParts()).get(0);
        }

        private static Expression invoke(Call call, UnresolvedFunction function) {
            scala.collection.Seq<AbstractDataType> anyInput = Interop.seq(List.of());
            return new StaticInvoke(
                    PythonNumbers.class, call.type(), call.method(), function.arguments(), anyInput, true, true, true);
        }
    }
}
