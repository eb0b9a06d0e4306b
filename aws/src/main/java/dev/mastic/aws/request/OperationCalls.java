package dev.mastic.aws.request;

import dev.mastic.aws.Authorizer;
import dev.mastic.aws.AwsService;
import dev.mastic.aws.Caller;
import dev.mastic.aws.Operation;
import dev.mastic.aws.OperationTable;
import dev.mastic.aws.RequestBody;
import software.amazon.awssdk.core.SdkPojo;

/** Calls operations from inside the server, with the permissions of the one it calls for: the steps behind the wire. */
public final class OperationCalls {
    private static final String REQUEST_SUFFIX = "Request";

    private final OperationTable operations;
    private final Authorize authorize;

    public OperationCalls(OperationTable operations, Authorizer authorizer) {
        this.operations = operations;
        this.authorize = new Authorize(authorizer);
    }

    /**
     * Does what a request asks, and answers with its response.
     *
     * @throws dev.mastic.aws.ServiceException as the API would refuse
     */
    public <R> R call(Caller caller, SdkPojo request, Class<R> response) {
        Class<?> type = request.getClass();
        String name = type.getSimpleName();
        AwsService service = AwsService.ofModelPackage(type.getPackageName())
                .orElseThrow(() -> new IllegalArgumentException("not a request: " + type));
        Operation operation = operations
                .find(service, name.substring(0, name.length() - REQUEST_SUFFIX.length()))
                .orElseThrow(() -> new IllegalArgumentException("not implemented: " + name));
        authorize.check(caller, operation, request);
        return response.cast(operation.call(caller, request, RequestBody.empty()));
    }
}
