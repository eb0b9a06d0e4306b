package dev.mastic.aws.request;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Operation;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.model.Constraints;
import java.io.IOException;
import software.amazon.awssdk.core.SdkPojo;

/** Turns the payload into the operation's typed input and checks the model's constraints. */
public final class ParseInput implements Step {
    private final Constraints constraints;
    private final int restBodyBytesMax;

    public ParseInput(Constraints constraints, int restBodyBytesMax) {
        this.constraints = constraints;
        this.restBodyBytesMax = restBodyBytesMax;
    }

    @Override
    public void apply(Exchange exchange) throws IOException {
        Operation operation = exchange.operationIfKnown();
        Target target = exchange.target();
        if (operation == null) {
            throw new ServiceException(
                    ErrorCode.NOT_IMPLEMENTED,
                    "%s:%s is not implemented by this server.",
                    target.service().actionPrefix(),
                    target.operation());
        }
        SdkPojo input = target.protocol()
                .read(WireOperation.of(operation), target, exchange.request(), payload(exchange, operation));
        constraints.check(operation, input);
        exchange.parsed(input);
    }

    private byte[] payload(Exchange exchange, Operation operation) throws IOException {
        if (WireForm.of(exchange.request()).isApiCall()) {
            return ContentEncoding.unpack(exchange.request(), exchange.bytes());
        }
        if (!operation.takesBody()) {
            exchange.buffered(LimitBody.read(exchange.body().stream(), restBodyBytesMax));
        }
        return exchange.bytes();
    }
}
