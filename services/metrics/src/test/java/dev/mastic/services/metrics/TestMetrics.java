package dev.mastic.services.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mastic.aws.Caller;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

class TestMetrics {
    private static final Caller CALLER =
            new Caller(Principal.root("000000000000"), "us-east-1", "request", "127.0.0.1", false);

    private final TestClock clock = TestClock.atNoon();
    private final Instant noon = clock.instant();
    private final Database database = TestDatabase.create();
    private final MetricStore store = new JdbcMetricStore(database);
    private final MetricsApi metrics = new MetricsApi(store, clock);
    private final MetricStatisticsApi statistics = new MetricStatisticsApi(store, clock);
    private final MetricDataApi data = new MetricDataApi(store, clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void statisticsAreThoseOfThePeriod() {
        put("m", noon.minusSeconds(290), 1, 2, 3);
        put("m", noon.minusSeconds(130), 10);
        List<Datapoint> points = statistics(
                "m",
                300,
                r -> r.statistics(
                        Statistic.AVERAGE,
                        Statistic.SUM,
                        Statistic.MINIMUM,
                        Statistic.MAXIMUM,
                        Statistic.SAMPLE_COUNT));
        assertThat(points).singleElement().satisfies(point -> {
            assertThat(point.timestamp()).isEqualTo(noon.minusSeconds(300));
            assertThat(point.sum()).isEqualTo(16);
            assertThat(point.average()).isEqualTo(4);
            assertThat(point.minimum()).isEqualTo(1);
            assertThat(point.maximum()).isEqualTo(10);
            assertThat(point.sampleCount()).isEqualTo(4);
            assertThat(point.unit()).isEqualTo(StandardUnit.NONE);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "p50, 50",
        "p99, 99",
        "p99.9, 100",
        "p100, 100",
        "tm90, 45.5",
        "TM(10%:90%), 50.5",
        "TM(:50), 25.5",
        "tc90, 90",
        "ts90, 4095",
        "PR(:30), 30",
        "PR(10:20), 10",
        "IQM, 50.5",
        "WM(:90%), 49.95"
    })
    void extendedStatisticsReadTheDistribution(String name, double expected) {
        for (int from = 1; from <= 100; from += 50) {
            put("m", noon.minusSeconds(60), IntStream.range(from, from + 50).toArray());
        }
        List<Datapoint> points = statistics("m", 300, r -> r.extendedStatistics(name));
        assertThat(points)
                .singleElement()
                .satisfies(point -> assertThat(point.extendedStatistics())
                        .hasEntrySatisfying(name, value -> assertThat(value).isCloseTo(expected, within(1e-9))));
    }

    @Test
    void manyDifferentValuesKeepTheirPercentilesWithinAPercent() {
        for (int from = 1; from <= 100_000; from += 15_000) {
            int start = from;
            put(
                    "m",
                    noon.minusSeconds(60),
                    IntStream.range(0, 150).map(i -> start + i * 100).toArray());
        }
        List<Datapoint> points = statistics("m", 300, r -> r.extendedStatistics("p50", "p90"));
        assertThat(points.get(0).extendedStatistics().get("p50")).isCloseTo(52_500, within(52_500 * 0.02));
        assertThat(points.get(0).extendedStatistics().get("p90")).isCloseTo(94_500, within(94_500 * 0.02));
    }

    @Test
    void aStatisticSetHasNoPercentiles() {
        put(MetricDatum.builder()
                .metricName("set")
                .timestamp(noon.minusSeconds(60))
                .statisticValues(s -> s.sampleCount(4.0).sum(10.0).minimum(1.0).maximum(4.0))
                .build());
        assertThat(statistics("set", 60, r -> r.statistics(Statistic.AVERAGE)))
                .singleElement()
                .satisfies(point -> assertThat(point.average()).isEqualTo(2.5));
        assertThat(statistics("set", 60, r -> r.extendedStatistics("p50"))
                        .get(0)
                        .hasExtendedStatistics())
                .isFalse();
    }

    @Test
    void dataOfEveryUnitIsTold() {
        put(MetricDatum.builder()
                .metricName("u")
                .value(1.0)
                .unit(StandardUnit.BYTES)
                .build());
        put(MetricDatum.builder()
                .metricName("u")
                .value(2.0)
                .unit(StandardUnit.COUNT)
                .build());
        clock.advance(Duration.ofMinutes(1));
        assertThat(statistics("u", 60, r -> r.statistics(Statistic.SUM)))
                .extracting(Datapoint::unitAsString)
                .containsExactlyInAnyOrder("Bytes", "Count");
        assertThat(statistics("u", 60, r -> r.statistics(Statistic.SUM).unit(StandardUnit.COUNT)))
                .extracting(Datapoint::sum)
                .containsExactly(2.0);
    }

    @Test
    void oldDataIsGatheredIntoLongerSpansAndLosesNothing() {
        for (int minute = 1; minute <= 10; minute++) {
            put("m", noon.minus(Duration.ofMinutes(minute)), minute);
        }
        for (int days : new int[] {1, 15, 48, 392}) {
            clock.advance(Duration.ofDays(days));
            while (store.gather(clock.instant(), 3) > 0) {
                assertThat(sumOfEverything()).isIn(List.of(55.0), List.of());
            }
        }
        assertThat(sumOfEverything()).isEmpty();
        assertThat(store.list(
                        new MetricStore.Filter("000000000000", "us-east-1", "", "", Map.of(), 0), Optional.empty(), 9))
                .isEmpty();
    }

    @Test
    void gatheredDataHasTheSameStatistics() {
        for (int minute = 1; minute <= 10; minute++) {
            put("m", noon.minus(Duration.ofMinutes(minute)), minute);
        }
        clock.advance(Duration.ofDays(20));
        assertThat(store.gather(clock.instant(), 100)).isEqualTo(10);
        GetMetricStatisticsRequest request = GetMetricStatisticsRequest.builder()
                .namespace("Test")
                .metricName("m")
                .startTime(noon.minusSeconds(600))
                .endTime(noon)
                .period(300)
                .statistics(Statistic.SUM)
                .build();
        assertThat(statistics.getMetricStatistics(CALLER, request).datapoints())
                .extracting(Datapoint::sum)
                .containsExactly(40.0, 15.0);
        // A minute is asked for, and nobody knows what came in which.
        assertThat(statistics
                        .getMetricStatistics(
                                CALLER, request.toBuilder().period(60).build())
                        .datapoints())
                .isEmpty();
    }

    @Test
    void metricsAreListedByFilterAndPage() {
        for (int number = 0; number < 501; number++) {
            put(MetricDatum.builder()
                    .metricName("many")
                    .value(1.0)
                    .dimensions(
                            dimension("N", "%04d".formatted(number)),
                            dimension("Kind", number % 2 == 0 ? "even" : "odd"))
                    .build());
        }
        put(MetricDatum.builder().metricName("other").value(1.0).build());
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            ListMetricsResponse page = list(token);
            page.metrics().forEach(metric -> seen.add(metric.metricName() + metric.dimensions()));
            token = page.nextToken();
        } while (token != null);
        assertThat(seen).hasSize(502).doesNotHaveDuplicates();
        assertThat(metrics.listMetrics(
                                CALLER,
                                ListMetricsRequest.builder()
                                        .dimensions(
                                                DimensionFilter.builder()
                                                        .name("Kind")
                                                        .value("odd")
                                                        .build(),
                                                DimensionFilter.builder()
                                                        .name("N")
                                                        .build())
                                        .build())
                        .metrics())
                .hasSize(250);
        assertThatThrownBy(() -> list("nonsense")).isInstanceOf(ServiceException.class);
    }

    @Test
    void aMetricThatGotNothingForLongIsNotListed() {
        put("m", noon, 1);
        clock.advance(Duration.ofHours(4));
        assertThat(metrics.listMetrics(
                                CALLER,
                                ListMetricsRequest.builder()
                                        .recentlyActive(RecentlyActive.PT3_H)
                                        .build())
                        .metrics())
                .isEmpty();
        assertThat(list(null).metrics()).hasSize(1);
        clock.advance(Duration.ofDays(15));
        assertThat(list(null).metrics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + b | 11 | 22 | 33",
                "b - a * 2 | 8 | 16 | 24",
                "-a ^ 2 | 1 | 4 | 9",
                "(b - a) / b * 100 | 90 | 90 | 90",
                "SUM([a, b]) | 11 | 22 | 33",
                "SUM(METRICS()) | 11 | 22 | 33",
                "AVG(METRICS('a')) | 1 | 2 | 3",
                "MAX([a, b]) | 10 | 20 | 30",
                "a / SUM(a) * 6 | 1 | 2 | 3",
                "RATE(a) | | 0.016666666666666666 | 0.016666666666666666",
                "DIFF(b) | | 10 | 10",
                "RUNNING_SUM(a) | 1 | 3 | 6",
                "IF(a > 1, b, 0) | 0 | 20 | 30",
                "IF(a > 1 && b < 30, b) | | 20 | ",
                "IF(a == 2 OR a == 3, 7, a) | 1 | 7 | 7",
                "PERIOD(a) * a / 60 | 1 | 2 | 3",
                "FILL(holed, 0) | 5 | 0 | 7",
                "FILL(holed, REPEAT) | 5 | 5 | 7",
                "FILL(holed, LINEAR) | 5 | 6 | 7",
                "holed + a | 6 | | 10",
                "a / (a - 2) | -1 | | 3",
                "FIRST(SORT([a, b], SUM, DESC)) | 10 | 20 | 30",
                "SLICE([a, b], 1) | 10 | 20 | 30",
                "TIME_SERIES(4) | 4 | 4 | 4",
                "MINUTE(a) | 57 | 58 | 59",
                "SEARCH('{Test} MetricName=\"b\"', 'Sum', 60) | 10 | 20 | 30",
                "SEARCH('{Test} hol NOT a', 'Sum', 60) | | | ",
            })
    void expressionsAreCalculated(
            String expression, @Nullable Double first, @Nullable Double second, @Nullable Double third) {
        measureThreeMinutes();
        GetMetricDataResponse answer = calculate(expression, r -> r.scanBy(ScanBy.TIMESTAMP_ASCENDING));
        List<Double> expected = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        Double[] values = {first, second, third};
        for (int at = 0; at < values.length; at++) {
            if (values[at] != null) {
                expected.add(values[at]);
                times.add(noon.minusSeconds(60L * (3 - at)));
            }
        }
        if (expected.isEmpty()) {
            assertThat(answer.metricDataResults()).isEmpty();
            return;
        }
        assertThat(answer.metricDataResults()).singleElement().satisfies(result -> {
            assertThat(result.values()).isEqualTo(expected);
            assertThat(result.timestamps()).isEqualTo(times);
            assertThat(result.statusCode()).isEqualTo(StatusCode.COMPLETE);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + | Error in expression 'e': Unexpected end of expression",
                "a + nobody | refers to the unknown id 'nobody'",
                "e * 2 | Circular dependency",
                "SUM(a) | must return a time series",
                "NONSENSE(a) | Unknown function NONSENSE",
                "a $ b | Unexpected character at position 3",
                "ANOMALY_DETECTION_BAND(a) | ANOMALY_DETECTION_BAND of metric math is not implemented",
                "SELECT AVG(x) FROM y | Metrics Insights is not implemented",
            })
    void anExpressionThatHasNoValueIsRefused(String expression, String message) {
        measureThreeMinutes();
        assertThatThrownBy(() -> calculate(expression, r -> {})).hasMessageContaining(message);
    }

    @Test
    void aNestThatIsTooDeepIsRefused() {
        assertThatThrownBy(() -> calculate("(".repeat(1000) + "a" + ")".repeat(1000), r -> {}))
                .hasMessageContaining("Nested too deeply");
    }

    @Test
    void pagesTellEveryPointOnceNewestFirst() {
        measureThreeMinutes();
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            GetMetricDataResponse page =
                    calculate("a + b", r -> r.maxDatapoints(2).nextToken(from), "a", "b");
            for (MetricDataResult result : page.metricDataResults()) {
                result.values().forEach(value -> seen.add(result.id() + value));
            }
            token = page.nextToken();
        } while (token != null);
        assertThat(seen).containsExactly("a3.0", "a2.0", "a1.0", "b30.0", "b20.0", "b10.0", "e33.0", "e22.0", "e11.0");
    }

    @Test
    void labelsAreFilled() {
        measureThreeMinutes();
        GetMetricDataRequest request = GetMetricDataRequest.builder()
                .startTime(noon.minusSeconds(180))
                .endTime(noon)
                .labelOptions(l -> l.timezone("+0130"))
                .metricDataQueries(query("b")
                        .label("${PROP('MetricName')} ${MAX} ${AVG} ${LAST_TIME}")
                        .build())
                .build();
        assertThat(data.getMetricData(CALLER, request)
                        .metricDataResults()
                        .get(0)
                        .label())
                .isEqualTo("b 30 20 2026-01-01 13:29:00 UTC+0130");
    }

    @Test
    void whatCannotBeIsRefusedInTheWordsOfAws() {
        MetricDatum value = MetricDatum.builder().metricName("m").value(1.0).build();
        refused(
                "mutually exclusive and you have specified both",
                value.toBuilder().values(1.0).build());
        refused(
                "At least one of the parameters must be specified.",
                value.toBuilder().value(null).build());
        refused(
                "must not have a size greater than 150",
                value.toBuilder()
                        .value(null)
                        .values(IntStream.range(0, 151)
                                .mapToObj(Double::valueOf)
                                .toList())
                        .build());
        refused(
                "must be of the same size",
                value.toBuilder().value(null).values(1.0, 2.0).counts(1.0).build());
        refused(
                "The value NaN for parameter MetricData.member.1.Value is invalid.",
                value.toBuilder().value(Double.NaN).build());
        refused("is invalid", value.toBuilder().value(1e200).build());
        refused(
                "no more than two weeks in the past",
                value.toBuilder().timestamp(noon.minus(Duration.ofDays(15))).build());
        refused(
                "two hours in the future",
                value.toBuilder().timestamp(noon.plus(Duration.ofHours(3))).build());
        refused(
                "The value 30 for parameter MetricData.member.1.StorageResolution is invalid.",
                value.toBuilder().storageResolution(30).build());
        refused(
                "same dimension name twice",
                value.toBuilder()
                        .dimensions(dimension("A", "1"), dimension("A", "2"))
                        .build());
        refused(
                "contains non-ASCII characters",
                value.toBuilder().dimensions(dimension("A", "a\u0001b")).build());
        assertThatThrownBy(() -> metrics.putMetricData(
                        CALLER,
                        PutMetricDataRequest.builder()
                                .namespace("AWS/EC2")
                                .metricData(value)
                                .build()))
                .hasMessage("The value AWS/ for parameter Namespace is invalid.");
        assertThat(list(null).metrics()).isEmpty();
    }

    @Test
    void statisticsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> statistics("m", 61, r -> r.statistics(Statistic.SUM)))
                .hasMessageContaining("Period");
        assertThatThrownBy(() -> statistics("m", 60, r -> {})).hasMessageContaining("Statistics is required");
        assertThatThrownBy(() -> statistics("m", 60, r -> r.extendedStatistics("p101")))
                .hasMessageContaining("p101");
        assertThatThrownBy(() ->
                        statistics("m", 60, r -> r.statistics(Statistic.SUM).startTime(noon.minus(Duration.ofDays(2)))))
                .hasMessageContaining("exceeds the limit of 1,440");
        assertThatThrownBy(() ->
                        statistics("m", 60, r -> r.statistics(Statistic.SUM).startTime(noon.plusSeconds(99))))
                .hasMessage("The parameter StartTime must be less than the parameter EndTime.");
    }

    @Test
    @Tag("sqlite")
    void listsAndSpansAreReadByIndex() {
        assertThat(plan(JdbcMetricStore.listing(new MetricStore.Filter("", "", "", "", Map.of("A", "1"), 0))))
                .contains("USING INDEX sqlite_autoindex_metric_1", "SEARCH d EXISTS USING PRIMARY KEY")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan(JdbcMetricStore.SPANS)).contains("PRIMARY KEY").doesNotContain("TEMP B-TREE");
        assertThat(plan(JdbcMetricStore.OLD_SPANS))
                .contains("metric_span_by_age")
                .doesNotContain("TEMP B-TREE");
    }

    private String plan(String sql) {
        return database.read(handle -> String.join(
                "\n",
                handle.createQuery("EXPLAIN QUERY PLAN " + sql.replaceAll(":[A-Za-z0-9]+", "1"))
                        .map((row, context) -> row.getString("detail"))
                        .list()));
    }

    private void refused(String message, MetricDatum datum) {
        assertThatThrownBy(() -> put(datum))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining(message);
    }

    private void measureThreeMinutes() {
        for (int minute = 1; minute <= 3; minute++) {
            Instant time = noon.minusSeconds(60L * (4 - minute));
            put("a", time, minute);
            put("b", time, minute * 10);
            if (minute != 2) {
                put("holed", time, minute + 4);
            }
        }
    }

    private GetMetricDataResponse calculate(
            String expression, Consumer<GetMetricDataRequest.Builder> more, String... shown) {
        List<MetricDataQuery> queries = new ArrayList<>();
        List<String> visible = List.of(shown);
        boolean simple = expression.contains("METRICS");
        for (String id : simple ? List.of("a", "b") : List.of("a", "b", "holed")) {
            queries.add(query(id).returnData(visible.contains(id)).build());
        }
        queries.add(MetricDataQuery.builder().id("e").expression(expression).build());
        GetMetricDataRequest.Builder request = GetMetricDataRequest.builder()
                .startTime(noon.minusSeconds(180))
                .endTime(noon)
                .metricDataQueries(queries);
        more.accept(request);
        return data.getMetricData(CALLER, request.build());
    }

    private static MetricDataQuery.Builder query(String name) {
        return MetricDataQuery.builder()
                .id(name)
                .metricStat(s ->
                        s.period(60).stat("Sum").metric(m -> m.namespace("Test").metricName(name)));
    }

    private List<Double> sumOfEverything() {
        return statistics
                .getMetricStatistics(
                        CALLER,
                        GetMetricStatisticsRequest.builder()
                                .namespace("Test")
                                .metricName("m")
                                .startTime(noon.minus(Duration.ofDays(1)))
                                .endTime(noon.plus(Duration.ofDays(1)))
                                .period(48 * 3600)
                                .statistics(Statistic.SUM)
                                .build())
                .datapoints()
                .stream()
                .map(Datapoint::sum)
                .toList();
    }

    private List<Datapoint> statistics(String name, int period, Consumer<GetMetricStatisticsRequest.Builder> more) {
        GetMetricStatisticsRequest.Builder request = GetMetricStatisticsRequest.builder()
                .namespace("Test")
                .metricName(name)
                .startTime(noon.minusSeconds(300))
                .endTime(clock.instant())
                .period(period);
        more.accept(request);
        return statistics.getMetricStatistics(CALLER, request.build()).datapoints();
    }

    private ListMetricsResponse list(@Nullable String token) {
        return metrics.listMetrics(
                CALLER, ListMetricsRequest.builder().nextToken(token).build());
    }

    private void put(String name, Instant time, int... values) {
        put(MetricDatum.builder()
                .metricName(name)
                .timestamp(time)
                .values(IntStream.of(values).mapToObj(Double::valueOf).toList())
                .build());
    }

    private void put(MetricDatum datum) {
        metrics.putMetricData(
                CALLER,
                PutMetricDataRequest.builder()
                        .namespace("Test")
                        .metricData(datum)
                        .build());
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
