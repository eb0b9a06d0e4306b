package dev.mastic.services.metrics.math;

import static java.util.Map.entry;

import dev.mastic.services.metrics.math.Value.Many;
import dev.mastic.services.metrics.math.Value.One;
import dev.mastic.services.metrics.math.Value.Scalar;
import dev.mastic.services.metrics.math.Value.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** The functions of metric math. */
final class Functions {
    /** What AWS has and this server has not. */
    private static final Set<String> ELSEWHERE =
            Set.of("ANOMALY_DETECTION_BAND", "DB_PERF_INSIGHTS", "INSIGHT_RULE_METRIC", "LAMBDA", "SERVICE_QUOTA");

    /** One number of many; of several series it is taken at each time. */
    private static final Map<String, ToDoubleFunction<Collection<Double>>> AGGREGATES = Map.of(
            "AVG", values -> statistics(values).getAverage(),
            "MAX", values -> statistics(values).getMax(),
            "MIN", values -> statistics(values).getMin(),
            "SUM", values -> statistics(values).getSum(),
            "STDDEV", Functions::deviation);

    /** A series of a series. */
    private static final Map<String, UnaryOperator<Series>> CHANGES = Map.ofEntries(
            entry("ABS", series -> series.each(Math::abs)),
            entry("CEIL", series -> series.each(Math::ceil)),
            entry("FLOOR", series -> series.each(Math::floor)),
            entry("LOG", series -> Expression.finite(series.each(Math::log))),
            entry("LOG10", series -> Expression.finite(series.each(Math::log10))),
            entry("DIFF", series -> Steps.between(series, step -> step.value() - step.valueBefore())),
            entry("DIFF_TIME", series -> Steps.between(series, step -> step.seconds())),
            entry(
                    "RATE",
                    series -> Steps.between(series, step -> (step.value() - step.valueBefore()) / step.seconds())),
            entry("RUNNING_SUM", Steps::runningSum),
            entry("MINUTE", series -> ofTime(series, ZonedDateTime::getMinute)),
            entry("HOUR", series -> ofTime(series, ZonedDateTime::getHour)),
            entry("DAY", series -> ofTime(series, time -> time.getDayOfWeek().getValue())),
            entry("DATE", series -> ofTime(series, ZonedDateTime::getDayOfMonth)),
            entry("MONTH", series -> ofTime(series, ZonedDateTime::getMonthValue)),
            entry("YEAR", series -> ofTime(series, ZonedDateTime::getYear)),
            entry("EPOCH", series -> ofTime(series, ZonedDateTime::toEpochSecond)));

    /** A number of a series. */
    private static final Map<String, ToDoubleFunction<Series>> READINGS = Map.of(
            "PERIOD",
            Series::periodSeconds,
            "DATAPOINT_COUNT",
            series -> series.points().size());

    private Functions() {}

    static Value call(String name, List<Value> arguments, Source source) {
        if (ELSEWHERE.contains(name)) {
            throw new MathException(MathException.Kind.NOT_IMPLEMENTED, name);
        }
        ToDoubleFunction<Collection<Double>> aggregate = AGGREGATES.get(name);
        if (aggregate != null) {
            return aggregate(aggregate, only(name, arguments));
        }
        UnaryOperator<Series> change = CHANGES.get(name);
        if (change != null) {
            return change(only(name, arguments), change);
        }
        ToDoubleFunction<Series> reading = READINGS.get(name);
        if (reading != null) {
            return reading(name, reading, only(name, arguments));
        }
        return switch (name) {
            case "METRICS" -> new Many(source.metrics(arguments.isEmpty() ? "" : text(name, arguments, 0)));
            case "SEARCH" ->
                new Many(source.search(Search.parse(text(name, arguments, 0)), text(name, arguments, 1), (int)
                        number(name, arguments, 2)));
            case "FILL" -> Filling.fill(argument(name, arguments, 0), argument(name, arguments, 1), source.range());
            case "IF" -> choose(arguments);
            case "FIRST" -> new One(one(name, series(name, arguments), 0));
            case "LAST" -> {
                List<Series> all = series(name, arguments);
                yield new One(one(name, all, all.size() - 1));
            }
            case "SLICE" -> slice(arguments);
            case "SORT" -> sort(arguments);
            case "REMOVE_EMPTY" ->
                new Many(series(name, arguments).stream()
                        .filter(each -> !each.points().isEmpty())
                        .toList());
            case "TIME_SERIES" -> new One(Filling.constant(number(name, arguments, 0), source.range()));
            default -> throw new MathException("Unknown function " + name);
        };
    }

    private static Value only(String name, List<Value> arguments) {
        if (arguments.size() != 1) {
            throw new MathException("%s takes one argument, not %d".formatted(name, arguments.size()));
        }
        return arguments.get(0);
    }

    private static Value change(Value value, UnaryOperator<Series> change) {
        if (value instanceof One one) {
            return new One(change.apply(one.series()));
        }
        if (value instanceof Many many) {
            return new Many(many.series().stream().map(change).toList());
        }
        if (value instanceof Scalar scalar) {
            Series point = new Series("", 1, new TreeMap<>(Map.of(0L, scalar.number())));
            Series changed = change.apply(point);
            if (!changed.points().isEmpty()) {
                return new Scalar(changed.points().firstEntry().getValue());
            }
        }
        throw new MathException("A time series was expected");
    }

    private static Value aggregate(ToDoubleFunction<Collection<Double>> function, Value value) {
        if (value instanceof Scalar) {
            return value;
        }
        if (value instanceof One one) {
            Collection<Double> values = one.series().points().values();
            return new Scalar(values.isEmpty() ? Double.NaN : function.applyAsDouble(values));
        }
        if (!(value instanceof Many many)) {
            throw new MathException("A time series was expected");
        }
        NavigableMap<Long, List<Double>> byTime = new TreeMap<>();
        int period = 1;
        for (Series series : many.series()) {
            period = Math.max(period, series.periodSeconds());
            series.points()
                    .forEach((time, each) -> byTime.computeIfAbsent(time, unused -> new ArrayList<>())
                            .add(each));
        }
        NavigableMap<Long, Double> points = new TreeMap<>();
        byTime.forEach((time, values) -> points.put(time, function.applyAsDouble(values)));
        return new One(new Series("", period, points));
    }

    private static Value reading(String name, ToDoubleFunction<Series> reading, Value value) {
        if (!(value instanceof One one)) {
            throw new MathException(name + " takes one time series");
        }
        return new Scalar(reading.applyAsDouble(one.series()));
    }

    /** Where a condition holds the second argument, elsewhere the third, or nothing. */
    private static Value choose(List<Value> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new MathException("IF takes two or three arguments, not %d".formatted(arguments.size()));
        }
        Value condition = arguments.get(0);
        Value holds = Expression.combine(condition, arguments.get(1), (is, then) -> is != 0 ? then : Double.NaN);
        if (arguments.size() == 2) {
            return present(holds);
        }
        Value fails = Expression.combine(condition, arguments.get(2), (is, other) -> is != 0 ? Double.NaN : other);
        if (holds instanceof One one && fails instanceof One other) {
            NavigableMap<Long, Double> both = new TreeMap<>(one.series().points());
            both.putAll(other.series().points());
            return new One(one.series().with(both));
        }
        if (holds instanceof Scalar first && fails instanceof Scalar second) {
            return Double.isNaN(first.number()) ? second : first;
        }
        throw new MathException("IF chooses between single time series and numbers");
    }

    private static Value present(Value value) {
        if (value instanceof Scalar scalar && Double.isNaN(scalar.number())) {
            throw new MathException("IF without an alternative needs a time series");
        }
        return value;
    }

    private static Value slice(List<Value> arguments) {
        List<Series> all = series("SLICE", arguments.subList(0, Math.min(1, arguments.size())));
        int from = Math.max(0, (int) number("SLICE", arguments, 1));
        int to = arguments.size() > 2 ? (int) number("SLICE", arguments, 2) : from + 1;
        int end = Math.min(all.size(), to);
        List<Series> part = from < end ? all.subList(from, end) : List.of();
        return arguments.size() > 2 ? new Many(part) : new One(one("SLICE", part, 0));
    }

    /** {@code SORT(series, SUM, DESC, 5)}: by a function of each. */
    private static Value sort(List<Value> arguments) {
        List<Series> sorted = new ArrayList<>(series("SORT", arguments.subList(0, Math.min(1, arguments.size()))));
        ToDoubleFunction<Collection<Double>> function = AGGREGATES.get(text("SORT", arguments, 1));
        if (function == null) {
            throw new MathException("SORT orders by AVG, MIN, MAX or SUM");
        }
        Comparator<Series> order = Comparator.comparingDouble(
                each -> function.applyAsDouble(each.points().values()));
        sorted.sort(text("SORT", arguments, 2).equals("DESC") ? order.reversed() : order);
        int count = arguments.size() > 3 ? (int) number("SORT", arguments, 3) : sorted.size();
        return new Many(sorted.subList(0, Math.min(Math.max(0, count), sorted.size())));
    }

    private static Series one(String name, List<Series> series, int at) {
        if (at < 0 || at >= series.size()) {
            throw new MathException(name + ": the array has no such time series");
        }
        return series.get(at);
    }

    private static List<Series> series(String name, List<Value> arguments) {
        Value value = only(name, arguments);
        if (value instanceof Many many) {
            return many.series();
        }
        if (value instanceof One one) {
            return List.of(one.series());
        }
        throw new MathException(name + " takes time series");
    }

    private static Value argument(String name, List<Value> arguments, int at) {
        if (at >= arguments.size()) {
            throw new MathException("%s: argument %d is missing".formatted(name, at + 1));
        }
        return arguments.get(at);
    }

    private static String text(String name, List<Value> arguments, int at) {
        if (argument(name, arguments, at) instanceof Text text) {
            return text.text();
        }
        throw new MathException("%s: argument %d must be a text".formatted(name, at + 1));
    }

    private static double number(String name, List<Value> arguments, int at) {
        if (argument(name, arguments, at) instanceof Scalar scalar) {
            return scalar.number();
        }
        throw new MathException("%s: argument %d must be a number".formatted(name, at + 1));
    }

    private static Series ofTime(Series series, ToDoubleFunction<ZonedDateTime> reading) {
        NavigableMap<Long, Double> points = new TreeMap<>();
        series.points()
                .keySet()
                .forEach(time -> points.put(
                        time, reading.applyAsDouble(Instant.ofEpochSecond(time).atZone(ZoneOffset.UTC))));
        return series.with(points);
    }

    private static DoubleSummaryStatistics statistics(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    }

    private static double deviation(Collection<Double> values) {
        double mean = statistics(values).getAverage();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / values.size());
    }
}
