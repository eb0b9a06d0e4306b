package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** CloudWatch as the SDK speaks to it, in CBOR. */
class TestCloudWatch {
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "cloudwatch:PutMetricData", "Resource": "*",
               "Condition": {"StringEquals": {"cloudwatch:namespace": "Glue"}}}]}""";

    private final Instant minute = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60 - 120);

    @Test
    void whatIsPutInComesBack() {
        try (CloudWatchClient cloudWatch = LocalServer.cloudWatch(LocalServer.ROOT)) {
            Dimension job = Dimension.builder().name("JobName").value("nightly").build();
            // Enough for the SDK to compress it.
            List<MetricDatum> data = IntStream.range(0, 400)
                    .mapToObj(number -> MetricDatum.builder()
                            .metricName("wire")
                            .dimensions(job)
                            .timestamp(minute)
                            .value(number + 0.5)
                            .build())
                    .toList();
            cloudWatch.putMetricData(r -> r.namespace("Wire").metricData(data));
            assertThat(cloudWatch.listMetricsPaginator(r -> r.namespace("Wire")).metrics())
                    .singleElement()
                    .satisfies(metric -> assertThat(metric.dimensions()).containsExactly(job));
            assertThat(cloudWatch
                            .getMetricStatistics(r -> r.namespace("Wire")
                                    .metricName("wire")
                                    .dimensions(job)
                                    .startTime(minute)
                                    .endTime(minute.plusSeconds(60))
                                    .period(60)
                                    .statistics(Statistic.SUM, Statistic.SAMPLE_COUNT))
                            .datapoints())
                    .singleElement()
                    .satisfies(point -> {
                        assertThat(point.timestamp()).isEqualTo(minute);
                        assertThat(point.sum()).isEqualTo(80_000);
                        assertThat(point.sampleCount()).isEqualTo(400);
                    });
            MetricDataQuery median = MetricDataQuery.builder()
                    .id("m")
                    .returnData(false)
                    .metricStat(s -> s.period(60)
                            .stat("p50")
                            .metric(m -> m.namespace("Wire").metricName("wire").dimensions(job)))
                    .build();
            MetricDataQuery doubled = MetricDataQuery.builder()
                    .id("e")
                    .expression("m * 2")
                    .label("doubled")
                    .build();
            MetricDataResult result = cloudWatch
                    .getMetricData(r -> r.startTime(minute)
                            .endTime(minute.plusSeconds(60))
                            .metricDataQueries(List.of(median, doubled)))
                    .metricDataResults()
                    .get(0);
            assertThat(result.label()).isEqualTo("doubled");
            assertThat(result.values())
                    .singleElement()
                    .satisfies(value -> assertThat(value).isBetween(390.0, 408.0));
            assertThat(result.timestamps()).containsExactly(minute);
        }
    }

    @Test
    void refusalsAreTheExceptionsOfTheSdk() {
        try (CloudWatchClient cloudWatch = LocalServer.cloudWatch(LocalServer.ROOT)) {
            assertThatThrownBy(() -> cloudWatch.putMetricData(r -> r.namespace("Wire")))
                    .isInstanceOf(MissingRequiredParameterException.class)
                    .hasMessageContaining("The parameter MetricData is required.");
            assertThatThrownBy(() -> cloudWatch.putMetricData(r -> r.namespace("Wire")
                            .metricData(MetricDatum.builder().metricName("m").build())))
                    .isInstanceOf(InvalidParameterCombinationException.class);
            assertThatThrownBy(() ->
                            cloudWatch.putMetricData(r -> r.namespace("Wire").metricData(datum(Double.NaN))))
                    .isInstanceOf(InvalidParameterValueException.class);
            assertThatThrownBy(() -> cloudWatch.describeAlarms())
                    .isInstanceOf(CloudWatchException.class)
                    .hasMessageContaining("DescribeAlarms");
        }
    }

    @Test
    void aPolicyMayNameTheNamespace() {
        AwsCredentials writer = LocalServer.user("metric-writer", POLICY);
        try (CloudWatchClient cloudWatch = LocalServer.cloudWatch(writer)) {
            cloudWatch.putMetricData(r -> r.namespace("Glue").metricData(datum(1.0)));
            assertThatThrownBy(() ->
                            cloudWatch.putMetricData(r -> r.namespace("Other").metricData(datum(1.0))))
                    .hasMessageContaining("is not authorized to perform: cloudwatch:PutMetricData");
            assertThatThrownBy(() -> cloudWatch.listMetrics())
                    .hasMessageContaining("is not authorized to perform: cloudwatch:ListMetrics");
        }
    }

    private static MetricDatum datum(double value) {
        return MetricDatum.builder().metricName("m").value(value).build();
    }
}
