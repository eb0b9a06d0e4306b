package dev.mastic.services.metrics.math;

import dev.mastic.services.metrics.math.Value.Many;
import dev.mastic.services.metrics.math.Value.One;
import dev.mastic.services.metrics.math.Value.Scalar;
import dev.mastic.services.metrics.math.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/**
 * An expression of metric math.
 *
 * <p>Source: Amazon CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
 */
public final class Expression {
    private final Node root;

    private Expression(Node root) {
        this.root = root;
    }

    /**
     * Reads an expression.
     *
     * @throws MathException when it is none
     */
    public static Expression parse(String text) {
        return new Expression(Parser.parse(text));
    }

    /**
     * What it comes to: always time series.
     *
     * @throws MathException when that cannot be said
     */
    public Value evaluate(Source source) {
        Value value = evaluate(root, source);
        if (value instanceof Scalar || value instanceof Text) {
            throw new MathException("The expression must return a time series or an array of time series");
        }
        return value;
    }

    private static Value evaluate(Node node, Source source) {
        if (node instanceof Node.Constant number) {
            return new Scalar(number.value());
        }
        if (node instanceof Node.Text text) {
            return new Text(text.value());
        }
        if (node instanceof Node.Name name) {
            // The two modes of FILL, and the ways to sort, are written without quotes; ids begin in lower case.
            return Character.isUpperCase(name.name().charAt(0)) ? new Text(name.name()) : source.query(name.name());
        }
        if (node instanceof Node.Negation negation) {
            return combine(new Scalar(-1), evaluate(negation.operand(), source), Operator.TIMES::apply);
        }
        if (node instanceof Node.Binary binary) {
            return combine(evaluate(binary.left(), source), evaluate(binary.right(), source), binary.operator()::apply);
        }
        if (node instanceof Node.Listing listing) {
            return new Many(all(evaluateAll(listing.items(), source)));
        }
        Node.Call call = (Node.Call) node;
        return Functions.call(call.function(), evaluateAll(call.arguments(), source), source);
    }

    private static List<Value> evaluateAll(List<Node> nodes, Source source) {
        return nodes.stream().map(node -> evaluate(node, source)).toList();
    }

    /** The series of several values, one behind the other. */
    private static List<Series> all(List<Value> values) {
        List<Series> all = new ArrayList<>();
        for (Value value : values) {
            if (value instanceof One one) {
                all.add(one.series());
            } else if (value instanceof Many many) {
                all.addAll(many.series());
            } else {
                throw new MathException("An array holds time series only");
            }
        }
        return all;
    }

    /** Applies a function to each pair: of times that both have, or with a number that stands for all times. */
    static Value combine(Value left, Value right, DoubleBinaryOperator function) {
        if (left instanceof Text || right instanceof Text) {
            throw new MathException("A text is no operand");
        }
        if (left instanceof Scalar a && right instanceof Scalar b) {
            return new Scalar(function.applyAsDouble(a.number(), b.number()));
        }
        if (left instanceof Many many) {
            if (right instanceof Many others) {
                return new Many(pairs(many.series(), others.series(), function));
            }
            return new Many(many.series().stream()
                    .map(series -> combine(series, right, function))
                    .toList());
        }
        if (right instanceof Many many) {
            return new Many(many.series().stream()
                    .map(series -> combine(series, left, (b, a) -> function.applyAsDouble(a, b)))
                    .toList());
        }
        return left instanceof One one
                ? new One(combine(one.series(), right, function))
                : new One(combine(((One) right).series(), left, (b, a) -> function.applyAsDouble(a, b)));
    }

    private static List<Series> pairs(List<Series> left, List<Series> right, DoubleBinaryOperator function) {
        if (left.size() != right.size()) {
            throw new MathException(
                    "Arrays of %d and of %d time series cannot be combined".formatted(left.size(), right.size()));
        }
        List<Series> combined = new ArrayList<>();
        for (int at = 0; at < left.size(); at++) {
            combined.add(combine(left.get(at), new One(right.get(at)), function));
        }
        return combined;
    }

    private static Series combine(Series series, Value other, DoubleBinaryOperator function) {
        if (other instanceof Scalar scalar) {
            return finite(series.each(value -> function.applyAsDouble(value, scalar.number())));
        }
        Series second = ((One) other).series();
        NavigableMap<Long, Double> common = new TreeMap<>();
        series.points().forEach((time, value) -> {
            Double matching = second.points().get(time);
            if (matching != null) {
                common.put(time, function.applyAsDouble(value, matching));
            }
        });
        int period = Math.max(series.periodSeconds(), second.periodSeconds());
        return finite(new Series(series.label(), period, common));
    }

    /** What cannot be calculated, such as a division by zero, is no data point. */
    static Series finite(Series series) {
        NavigableMap<Long, Double> finite = new TreeMap<>(series.points());
        finite.values().removeIf(value -> !Double.isFinite(value));
        return series.with(finite);
    }
}
