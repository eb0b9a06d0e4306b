package dev.mastic.services.metrics;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.metrics.DataQueries.Answer;
import dev.mastic.services.metrics.DataQuery.Reading;
import dev.mastic.services.metrics.DataQuery.Visibility;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.LabelOptions;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** Many statistics at once, and what is calculated from them. */
public final class MetricDataApi implements MetricAccess {
    private static final int QUERIES_MAX = 500;
    private static final int POINTS_MAX = 100_800;
    private static final int TOKEN_PARTS = 2;
    private static final Predicate<String> ID =
            Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}").asMatchPredicate();
    private static final Predicate<String> INSIGHTS =
            Pattern.compile("(?is)\\s*SELECT\\s.*").asMatchPredicate();

    private final MetricStore store;
    private final Clock clock;

    MetricDataApi(MetricStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @OnResource("*")
    public GetMetricDataResponse getMetricData(Caller caller, GetMetricDataRequest request) {
        List<MetricDataQuery> given = request.metricDataQueries();
        if (given.isEmpty() || given.size() > QUERIES_MAX) {
            throw Refusals.validation(
                    "The collection MetricDataQueries must have a size between 1 and %d.", QUERIES_MAX);
        }
        int pointsMax = request.maxDatapoints() == null ? POINTS_MAX : request.maxDatapoints();
        if (pointsMax < 1 || pointsMax > POINTS_MAX) {
            throw Refusals.validation("MaxDatapoints: %d (expected: 1 to %d)", pointsMax, POINTS_MAX);
        }
        DataQueries queries = new DataQueries(store, caller, request.startTime(), request.endTime(), clock.instant());
        for (int number = 0; number < given.size(); number++) {
            queries.add(query(caller, given.get(number), "MetricDataQueries.member." + (number + 1) + "."));
        }
        Labels labels = new Labels(zone(request.labelOptions()), caller.accountId(), caller.region());
        Order order = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING ? Order.OLDEST_FIRST : Order.NEWEST_FIRST;
        return page(queries.answers(), place(request.nextToken()), pointsMax, order, labels);
    }

    private enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    /** Where a page begins: at which point of which answer. */
    private record Place(int answer, int point) {}

    private static GetMetricDataResponse page(
            List<Answer> answers, Place from, int pointsMax, Order order, Labels labels) {
        List<MetricDataResult> results = new ArrayList<>();
        int room = pointsMax;
        int at = from.answer();
        int point = from.point();
        while (at < answers.size() && room > 0) {
            Answer answer = answers.get(at);
            List<Long> times = new ArrayList<>(answer.series().points().keySet());
            if (order == Order.NEWEST_FIRST) {
                Collections.reverse(times);
            }
            int end = Math.min(times.size(), point + room);
            List<Long> part = point < end ? times.subList(point, end) : List.of();
            room -= part.size();
            boolean complete = end >= times.size();
            results.add(result(answer, part, complete ? StatusCode.COMPLETE : StatusCode.PARTIAL_DATA, labels));
            point = complete ? 0 : end;
            at += complete ? 1 : 0;
        }
        return GetMetricDataResponse.builder()
                .metricDataResults(results)
                .messages(List.of())
                .nextToken(at < answers.size() ? PageToken.of(String.valueOf(at), String.valueOf(point)) : null)
                .build();
    }

    private static MetricDataResult result(Answer answer, List<Long> times, StatusCode status, Labels labels) {
        return MetricDataResult.builder()
                .id(answer.query().id())
                .label(labels.of(answer.query(), answer.series()))
                .timestamps(times.stream().map(Instant::ofEpochSecond).toList())
                .values(times.stream().map(answer.series().points()::get).toList())
                .statusCode(status)
                .build();
    }

    private static DataQuery query(Caller caller, MetricDataQuery query, String at) {
        if (!ID.test(query.id())) {
            throw Refusals.validation(
                    "The value %s for parameter %sId is invalid: it must begin with a lower-case letter and may hold letters,"
                            + " digits and underscores.",
                    query.id(), at);
        }
        if ((query.metricStat() == null) == (query.expression() == null)) {
            throw query.metricStat() == null
                    ? Refusals.missing(at + "MetricStat")
                    : Refusals.exclusive(at + "Expression", at + "MetricStat");
        }
        if (query.accountId() != null && !query.accountId().equals(caller.accountId())) {
            throw Refusals.notImplemented("AccountId of another account");
        }
        if (query.expression() != null && INSIGHTS.test(query.expression())) {
            throw Refusals.notImplemented("A query of Metrics Insights");
        }
        return new DataQuery(
                query.id(),
                Optional.ofNullable(query.metricStat()).map(stat -> reading(caller, stat, at)),
                Optional.ofNullable(query.expression()),
                Optional.ofNullable(query.label()),
                Boolean.FALSE.equals(query.returnData()) ? Visibility.USED_ONLY : Visibility.ANSWERED);
    }

    private static Reading reading(Caller caller, MetricStat stat, String at) {
        String inside = at + "MetricStat.Metric.";
        if (stat.metric().namespace() == null || stat.metric().metricName() == null) {
            throw Refusals.missing(inside + (stat.metric().namespace() == null ? "Namespace" : "MetricName"));
        }
        Metric metric = MetricNames.metric(
                caller,
                stat.metric().namespace(),
                stat.metric().metricName(),
                MetricShapes.dimensions(stat.metric().dimensions()),
                inside);
        Statistic statistic =
                Statistic.parse(stat.stat()).orElseThrow(() -> Refusals.invalid(stat.stat(), at + "MetricStat.Stat"));
        return new Reading(metric, statistic, stat.period(), stat.unitAsString() == null ? "" : stat.unitAsString());
    }

    private static ZoneOffset zone(@Nullable LabelOptions options) {
        try {
            return options == null || options.timezone() == null ? ZoneOffset.UTC : ZoneOffset.of(options.timezone());
        } catch (DateTimeException wrong) {
            throw Refusals.validation("LabelOptions.Timezone: %s (expected: e.g. +0130)", options.timezone());
        }
    }

    private static Place place(@Nullable String token) {
        if (token == null) {
            return new Place(0, 0);
        }
        List<String> key = PageToken.key(token, TOKEN_PARTS, ErrorCode.INVALID_METRICS_TOKEN);
        try {
            return new Place(Integer.parseUnsignedInt(key.get(0)), Integer.parseUnsignedInt(key.get(1)));
        } catch (NumberFormatException forged) {
            throw new ServiceException(ErrorCode.INVALID_METRICS_TOKEN, "The specified pagination token is not valid.");
        }
    }
}
