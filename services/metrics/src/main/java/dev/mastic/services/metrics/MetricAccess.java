package dev.mastic.services.metrics;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/** What IAM is told of requests about metrics: they know no resources, and writing names its namespace. */
interface MetricAccess extends DescribesAccess {
    @Override
    default String arn(Caller caller, String resource) {
        return resource;
    }

    @Override
    default Map<String, List<String>> conditions(SdkPojo request) {
        return request instanceof PutMetricDataRequest put
                ? Map.of("cloudwatch:namespace", List.of(put.namespace()))
                : Map.of();
    }
}
