package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.Operation;

/**
 * An operation as the protocols see it.
 *
 * @param service the service
 * @param name the operation's name, in the SDK's spelling
 * @param requestType the SDK's class for its input
 * @param takesBody whether the payload is handed over as a stream instead of being read into the input
 */
public record WireOperation(AwsService service, String name, Class<?> requestType, boolean takesBody) {
    static WireOperation of(Operation operation) {
        return new WireOperation(operation.service(), operation.name(), operation.requestType(), operation.takesBody());
    }
}
