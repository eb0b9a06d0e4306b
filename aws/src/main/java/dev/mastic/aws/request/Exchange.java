package dev.mastic.aws.request;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.Caller;
import dev.mastic.aws.Operation;
import dev.mastic.aws.RequestBody;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** A request on its way through the list. Every step reads what earlier steps found out and adds its own finding. */
public final class Exchange {
    private final WireRequest request;
    private final String requestId;
    private byte[] bytes = new byte[0];
    private RequestBody body = RequestBody.empty();
    private @Nullable Target target;
    private @Nullable Operation operation;
    private @Nullable Caller caller;
    private @Nullable SdkPojo input;
    private @Nullable Object output;

    public Exchange(WireRequest request, String requestId) {
        this.request = requireNonNull(request, "request");
        this.requestId = requireNonNull(requestId, "requestId");
    }

    public WireRequest request() {
        return request;
    }

    public String requestId() {
        return requestId;
    }

    /** The whole payload, for every operation but those that stream it. */
    public byte[] bytes() {
        return bytes;
    }

    /** The payload as a stream, for the operations that take one. */
    public RequestBody body() {
        return body;
    }

    public @Nullable Target targetIfKnown() {
        return target;
    }

    public Target target() {
        return requireNonNull(target, "target");
    }

    /** The operation, when it is implemented. */
    public @Nullable Operation operationIfKnown() {
        return operation;
    }

    public Operation operation() {
        return requireNonNull(operation, "operation");
    }

    public @Nullable Caller callerIfKnown() {
        return caller;
    }

    public Caller caller() {
        return requireNonNull(caller, "caller");
    }

    public SdkPojo input() {
        return requireNonNull(input, "input");
    }

    public Object output() {
        return requireNonNull(output, "output");
    }

    void addressedTo(Target found, @Nullable Operation implementation) {
        target = found;
        operation = implementation;
    }

    void buffered(byte[] payload) {
        bytes = payload;
    }

    void streamed(RequestBody payload) {
        body = payload;
    }

    void calledBy(Caller proven) {
        caller = proven;
    }

    void parsed(SdkPojo shape) {
        input = shape;
    }

    void answered(Object response) {
        output = response;
    }
}
