package dev.mastic.services.logs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * How log groups and streams are named to IAM: always with a stream, an empty one for the group itself, as AWS does, so
 * that a policy for {@code log-group:NAME:*} holds for both. A group may be meant by its ARN; IAM sees the same name.
 */
interface LogAccess extends DescribesAccess {
    @Override
    default String arn(Caller caller, String resource) {
        int group = resource.indexOf(':') + 1;
        int stream = resource.lastIndexOf(Logs.STREAM_PART);
        return caller.arn(
                "logs", "log-group:" + Logs.nameOf(resource.substring(group, stream)) + resource.substring(stream));
    }

    @Override
    default Map<String, List<String>> conditions(SdkPojo request) {
        return Map.of();
    }
}
