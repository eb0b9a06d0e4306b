package dev.mastic.services.metrics;

import dev.mastic.services.metrics.DataQuery.Reading;
import dev.mastic.services.metrics.math.Series;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Labels with places that are filled from what they label: {@code ${MAX}}, {@code ${LAST_TIME}}, {@code ${PROP('Dim.JobName')}}.
 *
 * <p>Source: Amazon CloudWatch User Guide, "Using dynamic labels".
 *
 * @param zone of the times
 * @param account of the caller
 * @param region of the caller
 */
record Labels(ZoneOffset zone, String account, String region) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Z_]+)(?:\\('([^']*)'\\))?}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'xx", Locale.ROOT);

    String of(DataQuery query, Series series) {
        if (query.label().isEmpty()) {
            return series.label();
        }
        Matcher place = PLACE.matcher(query.label().orElseThrow());
        return place.replaceAll(match ->
                Matcher.quoteReplacement(filled(match.group(1), Optional.ofNullable(match.group(2)), query, series)
                        .orElse(match.group())));
    }

    private Optional<String> filled(String name, Optional<String> argument, DataQuery query, Series series) {
        if (name.equals("PROP")) {
            return argument.flatMap(property -> property(property, query));
        }
        if (name.equals("LABEL")) {
            return Optional.of(series.label());
        }
        NavigableMap<Long, Double> points = series.points();
        if (points.isEmpty()) {
            return Optional.of("--");
        }
        DoubleSummaryStatistics all =
                points.values().stream().mapToDouble(Double::doubleValue).summaryStatistics();
        Comparator<Map.Entry<Long, Double>> byValue = Map.Entry.comparingByValue();
        return Optional.ofNullable(
                switch (name) {
                    case "AVG" -> number(all.getAverage());
                    case "MIN" -> number(all.getMin());
                    case "MAX" -> number(all.getMax());
                    case "SUM" -> number(all.getSum());
                    case "DATAPOINT_COUNT" -> number(points.size());
                    case "FIRST" -> number(points.firstEntry().getValue());
                    case "LAST" -> number(points.lastEntry().getValue());
                    case "FIRST_TIME" -> time(points.firstKey());
                    case "LAST_TIME" -> time(points.lastKey());
                    case "MIN_TIME" ->
                        time(points.entrySet().stream()
                                .min(byValue)
                                .orElseThrow()
                                .getKey());
                    case "MAX_TIME" ->
                        time(points.entrySet().stream()
                                .max(byValue)
                                .orElseThrow()
                                .getKey());
                    default -> null;
                });
    }

    private Optional<String> property(String name, DataQuery query) {
        return switch (name) {
            case "AccountId" -> Optional.of(account);
            case "Region" -> Optional.of(region);
            case "MetricName" -> query.reading().map(reading -> reading.metric().name());
            case "Namespace" -> query.reading().map(reading -> reading.metric().namespace());
            case "Period" -> query.reading().map(reading -> String.valueOf(reading.periodSeconds()));
            case "Stat" -> query.reading().map(reading -> reading.statistic().name());
            default ->
                query.reading()
                        .map(Reading::metric)
                        .flatMap(metric -> name.startsWith("Dim.")
                                ? Optional.ofNullable(metric.dimensions().get(name.substring("Dim.".length())))
                                : Optional.empty());
        };
    }

    private String time(long seconds) {
        return TIME.format(Instant.ofEpochSecond(seconds).atOffset(zone));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
