package dev.mastic.services.metrics;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.metrics.DataQuery.Reading;
import dev.mastic.services.metrics.DataQuery.Visibility;
import dev.mastic.services.metrics.math.Expression;
import dev.mastic.services.metrics.math.MathException;
import dev.mastic.services.metrics.math.Search;
import dev.mastic.services.metrics.math.Series;
import dev.mastic.services.metrics.math.Source;
import dev.mastic.services.metrics.math.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The queries of one GetMetricData request, answered. */
final class DataQueries implements Source {
    private static final int SEARCH_METRICS_MAX = 500;
    private static final int SCANNED_METRICS_MAX = 10_000;
    private static final long TWO_WEEKS_SECONDS = 14 * 24 * 3600L;

    private final MetricStore store;
    private final Caller caller;
    private final Instant start;
    private final Instant end;
    private final Instant now;
    private final Map<String, DataQuery> queries = new LinkedHashMap<>();
    private final Map<String, Value> answers = new HashMap<>();
    private final List<String> underWay = new ArrayList<>();

    DataQueries(MetricStore store, Caller caller, Instant start, Instant end, Instant now) {
        this.store = store;
        this.caller = caller;
        this.start = start;
        this.end = end;
        this.now = now;
    }

    /** A series that is answered, and the query that asked for it. */
    record Answer(DataQuery query, Series series) {}

    void add(DataQuery query) {
        if (queries.putIfAbsent(query.id(), query) != null) {
            throw Refusals.validation("The values for parameter id in MetricDataQueries are not unique.");
        }
    }

    /** What the caller wants to see, in the order of the queries. */
    List<Answer> answers() {
        List<Answer> all = new ArrayList<>();
        for (DataQuery query : queries.values()) {
            Value value = answer(query);
            if (query.returned() == Visibility.ANSWERED) {
                series(value).forEach(series -> all.add(new Answer(query, series)));
            }
        }
        return all;
    }

    @Override
    public Value query(String id) {
        DataQuery query = queries.get(id);
        if (query == null) {
            throw unknown(id);
        }
        return answer(query);
    }

    @Override
    public List<Series> metrics(String part) {
        return queries.values().stream()
                .filter(query -> query.reading().isPresent() && query.id().contains(part))
                .flatMap(query -> series(answer(query)).stream())
                .toList();
    }

    @Override
    public List<Series> search(Search search, String statisticName, int periodSeconds) {
        Statistic statistic = Statistic.parse(statisticName).orElseThrow(() -> Refusals.invalid(statisticName, "Stat"));
        MetricStore.Filter filter = new MetricStore.Filter(
                caller.accountId(),
                caller.region(),
                search.namespace().orElse(""),
                "",
                Map.of(),
                Math.min(now.getEpochSecond() - TWO_WEEKS_SECONDS, start.getEpochSecond()));
        return store.list(filter, Optional.empty(), SCANNED_METRICS_MAX).stream()
                .filter(metric ->
                        search.matches(new Search.Found(metric.namespace(), metric.name(), metric.dimensions())))
                .limit(SEARCH_METRICS_MAX)
                .map(metric ->
                        read(new Reading(metric, statistic, periodSeconds, "")).labelled(searchLabel(metric)))
                .toList();
    }

    @Override
    public Range range() {
        // Any period that expressions are filled at begins where the coarsest of the rules has it begin.
        int period = queries.values().stream()
                .flatMap(query -> query.reading().stream())
                .mapToInt(Reading::periodSeconds)
                .min()
                .orElse(Retention.MINUTE);
        Window window = Window.of(start, end, period, now);
        return new Range(window.startSeconds(), window.endSeconds());
    }

    private Value answer(DataQuery query) {
        Value known = answers.get(query.id());
        if (known != null) {
            return known;
        }
        if (underWay.contains(query.id())) {
            throw Refusals.validation("Circular dependency detected in expression '%s'.", query.id());
        }
        underWay.add(query.id());
        Value value = query.reading().isPresent()
                ? new Value.One(read(query.reading().orElseThrow()))
                : calculate(query, query.expression().orElseThrow());
        underWay.remove(query.id());
        answers.put(query.id(), value);
        return value;
    }

    private Value calculate(DataQuery query, String expression) {
        try {
            Value value = Expression.parse(expression).evaluate(this);
            return value instanceof Value.One one ? new Value.One(one.series().labelled(query.id())) : value;
        } catch (MathException wrong) {
            if (wrong.kind() == MathException.Kind.NOT_IMPLEMENTED) {
                throw Refusals.notImplemented("The function " + wrong.message() + " of metric math");
            }
            throw Refusals.validation("Error in expression '%s': %s", query.id(), wrong.message());
        }
    }

    private Series read(Reading reading) {
        Window window = Window.of(start, end, reading.periodSeconds(), now);
        List<Span> spans = store.spans(reading.metric(), window.startSeconds(), window.endSeconds(), reading.unit());
        NavigableMap<Long, Double> points = new TreeMap<>();
        window.summaries(spans)
                .forEach(
                        (time, summary) -> reading.statistic().of(summary).ifPresent(value -> points.put(time, value)));
        return new Series(reading.metric().name(), reading.periodSeconds(), points);
    }

    private static List<Series> series(Value value) {
        if (value instanceof Value.One one) {
            return List.of(one.series());
        }
        return value instanceof Value.Many many ? many.series() : List.of();
    }

    private static String searchLabel(Metric metric) {
        String dimensions = String.join(" ", metric.dimensions().values());
        return dimensions.isEmpty() ? metric.name() : dimensions + " " + metric.name();
    }

    private static ServiceException unknown(String id) {
        return new ServiceException(
                ErrorCode.VALIDATION, "Metrics list contains an expression that refers to the unknown id '%s'.", id);
    }
}
