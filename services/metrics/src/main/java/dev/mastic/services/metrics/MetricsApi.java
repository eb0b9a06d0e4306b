package dev.mastic.services.metrics;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** Metrics: data put in, and the list of what there is. */
public final class MetricsApi implements MetricAccess {
    private static final int DATA_MAX = 1_000;
    private static final int PAGE_METRICS_MAX = 500;
    private static final int TOKEN_PARTS = 3;
    private static final Duration PAST_MAX = Duration.ofDays(14);
    private static final Duration AHEAD_MAX = Duration.ofHours(2);
    private static final Duration RECENT = Duration.ofHours(3);
    private static final String OF_AWS = "AWS/";

    private final MetricStore store;
    private final Clock clock;

    MetricsApi(MetricStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @OnResource("*")
    public PutMetricDataResponse putMetricData(Caller caller, PutMetricDataRequest request) {
        if (request.hasEntityMetricData()) {
            throw Refusals.notImplemented("EntityMetricData");
        }
        if (!request.hasMetricData() || request.metricData().isEmpty()) {
            throw Refusals.missing("MetricData");
        }
        if (request.metricData().size() > DATA_MAX) {
            throw Refusals.value("The collection MetricData must not have a size greater than %d.", DATA_MAX);
        }
        if (request.namespace().startsWith(OF_AWS)) {
            throw Refusals.invalid(OF_AWS, "Namespace");
        }
        Instant now = clock.instant();
        Map<Metric, List<Span>> data = new LinkedHashMap<>();
        for (int number = 0; number < request.metricData().size(); number++) {
            MetricDatum datum = request.metricData().get(number);
            String at = "MetricData.member." + (number + 1) + ".";
            Metric metric = MetricNames.metric(
                    caller, request.namespace(), datum.metricName(), MetricShapes.dimensions(datum.dimensions()), at);
            data.computeIfAbsent(metric, unused -> new ArrayList<>()).add(span(datum, now, at));
        }
        store.add(data, now);
        return PutMetricDataResponse.builder().build();
    }

    @OnResource("*")
    public ListMetricsResponse listMetrics(Caller caller, ListMetricsRequest request) {
        if (Boolean.TRUE.equals(request.includeLinkedAccounts()) || request.owningAccount() != null) {
            throw Refusals.notImplemented("IncludeLinkedAccounts");
        }
        Duration active = request.recentlyActive() == null ? PAST_MAX : RECENT;
        Map<String, String> dimensions = new LinkedHashMap<>();
        for (DimensionFilter filter : request.dimensions()) {
            dimensions.put(filter.name(), filter.value() == null ? "" : filter.value());
        }
        MetricStore.Filter filter = new MetricStore.Filter(
                caller.accountId(),
                caller.region(),
                request.namespace() == null ? "" : request.namespace(),
                request.metricName() == null ? "" : request.metricName(),
                dimensions,
                clock.instant().minus(active).getEpochSecond());
        Optional<Metric> after = Optional.ofNullable(request.nextToken()).map(token -> place(caller, token));
        List<Metric> found = store.list(filter, after, PAGE_METRICS_MAX + 1);
        boolean more = found.size() > PAGE_METRICS_MAX;
        List<Metric> page = more ? found.subList(0, PAGE_METRICS_MAX) : found;
        return ListMetricsResponse.builder()
                .metrics(page.stream().map(MetricShapes::metric).toList())
                .nextToken(more ? token(page.get(PAGE_METRICS_MAX - 1)) : null)
                .build();
    }

    private static Span span(MetricDatum datum, Instant now, String at) {
        Instant time = datum.timestamp() == null ? now : datum.timestamp();
        if (time.isBefore(now.minus(PAST_MAX)) || time.isAfter(now.plus(AHEAD_MAX))) {
            throw Refusals.value(
                    "The parameter %sTimestamp must specify a time no more than two weeks in the past and no more than two"
                            + " hours in the future.",
                    at);
        }
        int seconds = datum.storageResolution() == null ? Retention.MINUTE : datum.storageResolution();
        if (seconds != 1 && seconds != Retention.MINUTE) {
            throw Refusals.invalid(seconds, at + "StorageResolution");
        }
        long start = time.getEpochSecond() - Math.floorMod(time.getEpochSecond(), seconds);
        String unit = datum.unitAsString() == null ? "None" : datum.unitAsString();
        return new Span(start, seconds, unit, MetricShapes.summary(datum, at));
    }

    private static String token(Metric last) {
        // The dimensions hold separators of their own, but not the one of tokens.
        return PageToken.of(last.namespace(), last.name(), last.dimensionsText());
    }

    private static Metric place(Caller caller, String token) {
        List<String> key = PageToken.key(token, TOKEN_PARTS, ErrorCode.INVALID_PARAMETER_VALUE);
        try {
            return new Metric(
                    caller.accountId(), caller.region(), key.get(0), key.get(1), Metric.dimensions(key.get(2)));
        } catch (IndexOutOfBoundsException forged) {
            throw Refusals.invalid(token, "NextToken");
        }
    }
}
