package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import java.util.Map;

/**
 * What a request is addressed to. Signature, policy and storage all go by this one reading of the request.
 *
 * @param service the service
 * @param operation the operation's name as AWS's model spells it
 * @param protocol the protocol it came in, which is the one it is answered in
 * @param labels the members that the path or the host name holds, decoded: S3's {@code Bucket} and {@code Key}
 */
public record Target(AwsService service, String operation, Protocol protocol, Map<String, String> labels) {
    public Target {
        labels = Map.copyOf(labels);
    }
}
