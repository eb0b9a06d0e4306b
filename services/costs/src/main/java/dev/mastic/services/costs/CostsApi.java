package dev.mastic.services.costs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.runs.RunStore;
import dev.mastic.services.costs.CostShapes.Period;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.costexplorer.model.DateInterval;
import software.amazon.awssdk.services.costexplorer.model.Expression;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageRequest;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageResponse;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageWithResourcesRequest;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageWithResourcesResponse;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.Group;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.ResultByTime;

/** Cost Explorer over the runs of an account, in every region. */
public final class CostsApi {
    private final RunStore runs;
    private final JobTags tags;
    private final Clock clock;

    public CostsApi(RunStore runs, JobTags tags, Clock clock) {
        this.runs = runs;
        this.tags = tags;
        this.clock = clock;
    }

    /** Groups by resource as well, which AWS does in {@code GetCostAndUsageWithResources} only. */
    @OnResource("*")
    public GetCostAndUsageResponse getCostAndUsage(Caller caller, GetCostAndUsageRequest request) {
        Question question = new Question(
                request.timePeriod(), request.granularity(), request.filter(), request.groupBy(), request.metrics());
        return GetCostAndUsageResponse.builder()
                .groupDefinitions(request.groupBy())
                .resultsByTime(answer(caller, question))
                .build();
    }

    @OnResource("*")
    public GetCostAndUsageWithResourcesResponse getCostAndUsageWithResources(
            Caller caller, GetCostAndUsageWithResourcesRequest request) {
        Question question = new Question(
                request.timePeriod(), request.granularity(), request.filter(), request.groupBy(), request.metrics());
        return GetCostAndUsageWithResourcesResponse.builder()
                .groupDefinitions(request.groupBy())
                .resultsByTime(answer(caller, question))
                .build();
    }

    private record Question(
            DateInterval time,
            Granularity granularity,
            @Nullable Expression filter,
            List<GroupDefinition> groups,
            List<String> metrics) {}

    private List<ResultByTime> answer(Caller caller, Question question) {
        Instant now = clock.instant();
        List<Period> periods = CostShapes.periods(question.time(), question.granularity());
        CostShapes.check(question.groups());
        CostShapes.metrics(question.metrics(), Amount.NOTHING);
        Predicate<Charge> filter = question.filter() == null ? charge -> true : CostShapes.filter(question.filter());
        List<Charge> charges = new ArrayList<>();
        runs.workingBetween(
                caller.accountId(),
                periods.get(0).start(),
                periods.get(periods.size() - 1).end(),
                run -> charges.add(Charge.of(run, tags, now)));
        List<Charge> counted = charges.stream().filter(filter).toList();
        return periods.stream()
                .map(period -> result(period, counted, question, now))
                .toList();
    }

    private static ResultByTime result(Period period, List<Charge> charges, Question question, Instant now) {
        Map<List<String>, Amount> groups =
                new TreeMap<>((one, other) -> String.join("\0", one).compareTo(String.join("\0", other)));
        Amount total = Amount.NOTHING;
        for (Charge charge : charges) {
            Amount part = charge.in(period.start(), period.end());
            if (!part.equals(Amount.NOTHING)) {
                groups.merge(CostShapes.keys(question.groups(), charge), part, Amount::plus);
                total = total.plus(part);
            }
        }
        ResultByTime.Builder result = ResultByTime.builder()
                .timePeriod(period.interval())
                .estimated(period.end().isAfter(now));
        if (question.groups().isEmpty()) {
            return result.total(CostShapes.metrics(question.metrics(), total))
                    .groups(List.of())
                    .build();
        }
        return result.total(Map.of())
                .groups(groups.entrySet().stream()
                        .map(group -> Group.builder()
                                .keys(group.getKey())
                                .metrics(CostShapes.metrics(question.metrics(), group.getValue()))
                                .build())
                        .toList())
                .build();
    }
}
