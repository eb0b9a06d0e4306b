package dev.mastic.services.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.Caller;
import dev.mastic.aws.Principal;
import dev.mastic.runs.JdbcRunStore;
import dev.mastic.runs.JobKey;
import dev.mastic.runs.RunQueue;
import dev.mastic.runs.RunSettings;
import dev.mastic.runs.Signal;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.costexplorer.model.Expression;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageRequest;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinitionType;
import software.amazon.awssdk.services.costexplorer.model.MetricValue;
import software.amazon.awssdk.services.costexplorer.model.ResultByTime;

class TestCosts {
    private static final Caller ANA = new Caller(Principal.root("000000000000"), "us-east-1", "r", "127.0.0.1", false);

    // Noon of the 1st of January 2026.
    private final TestClock clock = TestClock.atNoon();
    private final Database database = TestDatabase.create();
    private final JdbcRunStore runs = new JdbcRunStore(database);
    private final RunQueue queue =
            new RunQueue(runs, 1_000, database, TestDatabase.seededIds(), clock, Failpoints.NONE, Signal.NONE);
    private final CostsApi costs =
            new CostsApi(runs, arn -> arn.endsWith("/nightly") ? Map.of("team", "data") : Map.of(), clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theCostsOfADayAreAddedUp() {
        run("nightly", "G.1X", clock.instant(), Duration.ofMinutes(15));
        run("other", "R.1X", clock.instant(), Duration.ofMinutes(30));
        ResultByTime day = ask(request -> {}).get(0);
        assertThat(day.timePeriod().start()).isEqualTo("2026-01-01");
        assertThat(day.timePeriod().end()).isEqualTo("2026-01-02");
        assertThat(day.estimated()).isTrue();
        // Six DPUs for 15 minutes at 0.44, and for 30 at 0.52.
        assertThat(metric(day.total(), "UnblendedCost").amount()).isEqualTo("2.22");
        assertThat(metric(day.total(), "UnblendedCost").unit()).isEqualTo("USD");
        assertThat(metric(day.total(), "UsageQuantity").amount()).isEqualTo("4.5");
    }

    @Test
    void theyAreGroupedByJobByTagAndByUsageType() {
        run("nightly", "G.1X", clock.instant(), Duration.ofMinutes(15));
        run("nightly", "G.1X", clock.instant(), Duration.ofMinutes(15));
        run("other", "R.1X", clock.instant(), Duration.ofMinutes(30));
        assertThat(grouped(GroupDefinitionType.DIMENSION, "RESOURCE_ID"))
                .isEqualTo(Map.of(
                        "arn:aws:glue:us-east-1:000000000000:job/nightly", "1.32",
                        "arn:aws:glue:us-east-1:000000000000:job/other", "1.56"));
        assertThat(grouped(GroupDefinitionType.TAG, "team")).isEqualTo(Map.of("team$data", "1.32", "team$", "1.56"));
        assertThat(grouped(GroupDefinitionType.DIMENSION, "USAGE_TYPE"))
                .isEqualTo(Map.of("USE1-ETL-DPU-Hour", "1.32", "USE1-ETL-MemOptimized-DPU-Hour", "1.56"));
        assertThat(grouped(GroupDefinitionType.DIMENSION, "SERVICE")).isEqualTo(Map.of("AWS Glue", "2.88"));
    }

    @Test
    void aFilterLeavesOutWhatDoesNotFit() {
        run("nightly", "G.1X", clock.instant(), Duration.ofMinutes(15));
        run("other", "R.1X", clock.instant(), Duration.ofMinutes(30));
        assertThat(cost(request -> request.filter(
                        only -> only.tags(tags -> tags.key("team").values("data")))))
                .isEqualTo("0.66");
        assertThat(cost(request -> request.filter(only ->
                        only.not(not -> not.tags(tags -> tags.key("team").values("data"))))))
                .isEqualTo("1.56");
        assertThat(cost(request -> request.filter(only -> only.and(List.of(
                        Expression.builder()
                                .dimensions(service -> service.key("SERVICE").values("AWS Glue"))
                                .build(),
                        Expression.builder()
                                .dimensions(region -> region.key("REGION").values("eu-west-1"))
                                .build())))))
                .isEqualTo("0");
    }

    @Test
    void aRunOverMidnightCountsForBothDays() {
        run("nightly", "G.1X", Instant.parse("2026-01-01T23:45:00Z"), Duration.ofHours(1));
        clock.advance(Duration.ofDays(2));
        List<ResultByTime> days = ask(request -> {});
        assertThat(days).hasSize(3);
        assertThat(days)
                .extracting(day -> metric(day.total(), "UnblendedCost").amount())
                .containsExactly("0.66", "1.98", "0");
        assertThat(cost(request -> request.granularity(Granularity.MONTHLY))).isEqualTo("2.64");
    }

    @Test
    void whatIsWrongOrNotThereIsRefusedByName() {
        refused(request -> request.timePeriod(time -> time.start("2026-01-02").end("2026-01-01")), "should be before");
        refused(request -> request.timePeriod(time -> time.start("2026-13-02").end("2026-14-01")), "2026-13-02");
        refused(request -> request.metrics("NormalizedUsageAmount"), "metric NormalizedUsageAmount");
        refused(request -> request.filter(only -> only.costCategories(c -> c.key("x"))), "Filter");
        run("nightly", "G.1X", clock.instant(), Duration.ofMinutes(15));
        refused(
                request -> request.groupBy(by(GroupDefinitionType.DIMENSION, "AZ")),
                "dimension AZ (supported: RESOURCE_ID");
    }

    private void refused(Consumer<GetCostAndUsageRequest.Builder> wrong, String message) {
        assertThatThrownBy(() -> ask(wrong)).hasMessageContaining(message);
    }

    private String cost(Consumer<GetCostAndUsageRequest.Builder> more) {
        return metric(ask(more).get(0).total(), "UnblendedCost").amount();
    }

    private Map<String, String> grouped(GroupDefinitionType type, String key) {
        return ask(request -> request.groupBy(by(type, key))).get(0).groups().stream()
                .collect(java.util.stream.Collectors.toMap(
                        group -> group.keys().get(0),
                        group -> metric(group.metrics(), "UnblendedCost").amount()));
    }

    private static MetricValue metric(Map<String, MetricValue> metrics, String name) {
        return java.util.Objects.requireNonNull(metrics.get(name), name);
    }

    private static GroupDefinition by(GroupDefinitionType type, String key) {
        return GroupDefinition.builder().type(type).key(key).build();
    }

    private List<ResultByTime> ask(Consumer<GetCostAndUsageRequest.Builder> more) {
        GetCostAndUsageRequest.Builder request = GetCostAndUsageRequest.builder()
                .timePeriod(time -> time.start("2026-01-01").end("2026-01-04"))
                .granularity(Granularity.DAILY)
                .metrics("UNBLENDED_COST", "UsageQuantity");
        more.accept(request);
        return costs.getCostAndUsage(ANA, request.build()).resultsByTime();
    }

    /** Six workers of Glue 5.0. */
    private void run(String job, String workerType, Instant from, Duration length) {
        RunSettings settings = new RunSettings(
                "j_1",
                "etl",
                new RunSettings.Script("glueetl", "s3://bucket/job.py", "5.0"),
                new RunSettings.Arguments(Map.of(), Map.of(), Map.of()),
                new RunSettings.Capacity(6, workerType, 6, "STANDARD", RunSettings.Metering.BY_CAPACITY),
                new RunSettings.Limits(480, 0, 100, RunSettings.WhenFull.REFUSE),
                Map.of());
        String id = queue.start(new JobKey("000000000000", "us-east-1", job), settings, Optional.empty())
                .orElseThrow()
                .id();
        database.update(handle -> handle.execute(
                "UPDATE run SET state = 'SUCCEEDED', script_started_on = ?, completed_on = ? WHERE id = ?",
                from.toEpochMilli(),
                from.plus(length).toEpochMilli(),
                id));
    }
}
