package dev.mastic.services.costs;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.costexplorer.model.DateInterval;
import software.amazon.awssdk.services.costexplorer.model.Dimension;
import software.amazon.awssdk.services.costexplorer.model.Expression;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinitionType;
import software.amazon.awssdk.services.costexplorer.model.MatchOption;
import software.amazon.awssdk.services.costexplorer.model.MetricValue;

/** What a request to Cost Explorer asks for, and how its answer is written. */
final class CostShapes {
    private static final int PERIODS_MAX = 500;
    private static final int GROUPS_MAX = 2;
    private static final String QUANTITY = "usagequantity";
    private static final List<MatchOption> PLAIN_MATCHES = List.of(MatchOption.EQUALS, MatchOption.CASE_SENSITIVE);

    private CostShapes() {}

    /** A stretch of time of the answer. */
    record Period(Instant start, Instant end, DateInterval interval) {}

    /** The periods of an interval, of which the end does not count. */
    static List<Period> periods(DateInterval asked, Granularity granularity) {
        Instant start = instant(asked.start());
        Instant end = instant(asked.end());
        if (!start.isBefore(end)) {
            throw invalid("Start date (and hour) should be before end date (and hour)");
        }
        List<Period> periods = new ArrayList<>();
        for (Instant at = start; at.isBefore(end); ) {
            if (periods.size() == PERIODS_MAX) {
                throw invalid("TimePeriod: more than %d periods".formatted(PERIODS_MAX));
            }
            Instant next = next(at, granularity);
            Instant stop = next.isBefore(end) ? next : end;
            periods.add(new Period(
                    at,
                    stop,
                    DateInterval.builder()
                            .start(text(at, granularity))
                            .end(text(stop, granularity))
                            .build()));
            at = stop;
        }
        return periods;
    }

    private static Instant next(Instant at, Granularity granularity) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        return switch (granularity) {
            case HOURLY -> utc.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
            case DAILY -> utc.truncatedTo(ChronoUnit.DAYS).plusDays(1).toInstant();
            case MONTHLY ->
                utc.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1).toInstant();
            case UNKNOWN_TO_SDK_VERSION -> throw invalid("Granularity (expected: HOURLY, DAILY or MONTHLY)");
        };
    }

    private static Instant instant(String text) {
        try {
            return text.length() == "2026-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException notADate) {
            throw invalid("TimePeriod: %s (expected: e.g. 2026-01-31 or 2026-01-31T12:00:00Z)".formatted(text));
        }
    }

    private static String text(Instant at, Granularity granularity) {
        return granularity == Granularity.HOURLY
                ? at.toString()
                : at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** The keys that a charge is grouped under; empty when nothing is grouped. */
    static List<String> keys(List<GroupDefinition> groups, Charge charge) {
        return groups.stream().map(group -> key(group, charge)).toList();
    }

    static void check(List<GroupDefinition> groups) {
        if (groups.size() > GROUPS_MAX) {
            throw invalid("GroupBy: %d (expected: <= %d)".formatted(groups.size(), GROUPS_MAX));
        }
    }

    private static String key(GroupDefinition group, Charge charge) {
        if (group.type() == GroupDefinitionType.TAG) {
            return group.key() + "$" + charge.tags().getOrDefault(group.key(), "");
        }
        if (group.type() == GroupDefinitionType.DIMENSION) {
            return dimension(Dimension.fromValue(group.key()), charge);
        }
        throw notImplemented("GroupBy.Type %s (supported: DIMENSION, TAG)".formatted(group.typeAsString()));
    }

    private static String dimension(Dimension dimension, Charge charge) {
        return switch (dimension) {
            case RESOURCE_ID -> charge.jobArn();
            case USAGE_TYPE -> charge.usageType();
            case REGION -> charge.region();
            case LINKED_ACCOUNT -> charge.account();
            case SERVICE -> Charge.SERVICE;
            case OPERATION -> Charge.OPERATION;
            default ->
                throw notImplemented(
                        "dimension %s (supported: RESOURCE_ID, USAGE_TYPE, REGION, LINKED_ACCOUNT, SERVICE, OPERATION)"
                                .formatted(dimension));
        };
    }

    /** Which charges a filter lets through. */
    static Predicate<Charge> filter(Expression asked) {
        if (asked.hasAnd()) {
            return asked.and().stream().map(CostShapes::filter).reduce(charge -> true, Predicate::and);
        }
        if (asked.hasOr()) {
            return asked.or().stream().map(CostShapes::filter).reduce(charge -> false, Predicate::or);
        }
        if (asked.not() != null) {
            return filter(asked.not()).negate();
        }
        if (asked.dimensions() != null) {
            Dimension dimension = asked.dimensions().key();
            List<String> values = asked.dimensions().values();
            checkMatches(asked.dimensions().matchOptions());
            return charge -> values.contains(dimension(dimension, charge));
        }
        if (asked.tags() != null) {
            String key = asked.tags().key();
            List<String> values = asked.tags().values();
            boolean absent = asked.tags().matchOptions().equals(List.of(MatchOption.ABSENT));
            if (!absent) {
                checkMatches(asked.tags().matchOptions());
            }
            return charge -> absent
                    ? !charge.tags().containsKey(key)
                    : values.contains(charge.tags().getOrDefault(key, ""));
        }
        throw notImplemented("Filter (supported: And, Or, Not, Dimensions, Tags)");
    }

    private static void checkMatches(List<MatchOption> options) {
        if (!PLAIN_MATCHES.containsAll(options)) {
            throw notImplemented("MatchOptions %s (supported: EQUALS, CASE_SENSITIVE)".formatted(options));
        }
    }

    /** The amount under the names of the metrics, as they were asked for. */
    static Map<String, MetricValue> metrics(List<String> asked, Amount amount) {
        Map<String, MetricValue> values = new LinkedHashMap<>();
        asked.forEach(name -> values.put(canonical(name), value(name, amount)));
        return values;
    }

    private static MetricValue value(String name, Amount amount) {
        return plain(name).equals(QUANTITY) ? metric(amount.dpuHours(), "DPU-Hour") : metric(amount.dollars(), "USD");
    }

    private static MetricValue metric(double amount, String unit) {
        return MetricValue.builder()
                .amount("%.10f".formatted(amount).replaceFirst("\\.?0+$", ""))
                .unit(unit)
                .build();
    }

    /** {@code UNBLENDED_COST} and {@code UnblendedCost} are both taken, and the second is answered. */
    private static String canonical(String name) {
        return Optional.of(plain(name))
                .flatMap(plain -> switch (plain) {
                    case QUANTITY -> Optional.of("UsageQuantity");
                    case "unblendedcost" -> Optional.of("UnblendedCost");
                    case "blendedcost" -> Optional.of("BlendedCost");
                    case "amortizedcost" -> Optional.of("AmortizedCost");
                    case "netunblendedcost" -> Optional.of("NetUnblendedCost");
                    case "netamortizedcost" -> Optional.of("NetAmortizedCost");
                    default -> Optional.<String>empty();
                })
                .orElseThrow(() -> notImplemented("metric %s (supported: UsageQuantity and costs)".formatted(name)));
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static ServiceException invalid(String message) {
        return new ServiceException(ErrorCode.VALIDATION, "%s", message);
    }

    private static ServiceException notImplemented(String message) {
        return new ServiceException(ErrorCode.NOT_IMPLEMENTED, "%s", message);
    }
}
