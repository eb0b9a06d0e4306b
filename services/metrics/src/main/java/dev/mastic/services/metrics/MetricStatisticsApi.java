package dev.mastic.services.metrics;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;

/** Statistics of one metric. */
public final class MetricStatisticsApi implements MetricAccess {
    private static final int POINTS_MAX = 1_440;

    private final MetricStore store;
    private final Clock clock;

    MetricStatisticsApi(MetricStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @OnResource("*")
    public GetMetricStatisticsResponse getMetricStatistics(Caller caller, GetMetricStatisticsRequest request) {
        List<Statistic> statistics = statistics(request);
        Window window = Window.of(request.startTime(), request.endTime(), request.period(), clock.instant());
        if (window.periods() > POINTS_MAX) {
            throw Refusals.combination(
                    "You have requested up to %,d datapoints, which exceeds the limit of %,d. You may reduce the datapoints"
                            + " requested by increasing Period, or decreasing the time range.",
                    window.periods(), POINTS_MAX);
        }
        Metric metric = MetricNames.metric(
                caller, request.namespace(), request.metricName(), MetricShapes.dimensions(request.dimensions()), "");
        String unit = request.unitAsString() == null ? "" : request.unitAsString();
        Map<String, List<Span>> byUnit = new TreeMap<>();
        for (Span span : store.spans(metric, window.startSeconds(), window.endSeconds(), unit)) {
            byUnit.computeIfAbsent(span.unit(), unused -> new ArrayList<>()).add(span);
        }
        List<Datapoint> points = new ArrayList<>();
        byUnit.forEach((own, spans) -> window.summaries(spans)
                .forEach((start, summary) -> points.add(MetricShapes.datapoint(start, own, summary, statistics))));
        return GetMetricStatisticsResponse.builder()
                .label(metric.name())
                .datapoints(points)
                .build();
    }

    private static List<Statistic> statistics(GetMetricStatisticsRequest request) {
        if (!request.hasStatistics() && !request.hasExtendedStatistics()) {
            throw Refusals.missing("Statistics");
        }
        if (request.hasStatistics() && request.hasExtendedStatistics()) {
            throw Refusals.exclusive("Statistics", "ExtendedStatistics");
        }
        if (request.hasStatistics()) {
            return request.statisticsAsStrings().stream()
                    .map(name -> Statistic.parse(name).orElseThrow(() -> Refusals.invalid(name, "Statistics")))
                    .toList();
        }
        return request.extendedStatistics().stream()
                .map(name -> Statistic.extended(name).orElseThrow(() -> Refusals.invalid(name, "ExtendedStatistics")))
                .toList();
    }
}
