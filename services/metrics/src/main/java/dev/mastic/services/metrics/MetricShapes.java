package dev.mastic.services.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** Records as the wire shapes them, and the other way. */
final class MetricShapes {
    private MetricShapes() {}

    static List<MetricNames.Dimension> dimensions(List<Dimension> dimensions) {
        return dimensions.stream()
                .map(dimension -> new MetricNames.Dimension(dimension.name(), dimension.value()))
                .toList();
    }

    static software.amazon.awssdk.services.cloudwatch.model.Metric metric(Metric metric) {
        return software.amazon.awssdk.services.cloudwatch.model.Metric.builder()
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(metric.dimensions().entrySet().stream()
                        .map(dimension -> Dimension.builder()
                                .name(dimension.getKey())
                                .value(dimension.getValue())
                                .build())
                        .toList())
                .build();
    }

    static Summary summary(MetricDatum datum, String at) {
        Optional<Datum.Set> set = Optional.ofNullable(datum.statisticValues())
                .map(given -> new Datum.Set(given.sampleCount(), given.sum(), given.minimum(), given.maximum()));
        return Datum.summary(Optional.ofNullable(datum.value()), datum.values(), datum.counts(), set, at);
    }

    /** One period of one unit, with the statistics that were asked for and can be told. */
    static Datapoint datapoint(long startSeconds, String unit, Summary summary, List<Statistic> statistics) {
        Datapoint.Builder point = Datapoint.builder()
                .timestamp(Instant.ofEpochSecond(startSeconds))
                .unit(unit);
        Map<String, Double> extended = new TreeMap<>();
        for (Statistic statistic : statistics) {
            Optional<Double> value = statistic.of(summary);
            if (value.isPresent()) {
                double told = value.orElseThrow();
                switch (statistic.name()) {
                    case "Average" -> point.average(told);
                    case "Sum" -> point.sum(told);
                    case "Minimum" -> point.minimum(told);
                    case "Maximum" -> point.maximum(told);
                    case "SampleCount" -> point.sampleCount(told);
                    default -> extended.put(statistic.name(), told);
                }
            }
        }
        return extended.isEmpty()
                ? point.build()
                : point.extendedStatistics(extended).build();
    }
}
