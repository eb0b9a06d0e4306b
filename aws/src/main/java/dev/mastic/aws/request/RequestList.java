package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request: every cross-cutting thing is a step of this list, nothing is done on the side.
 *
 * <p>A step that refuses ends the way; the refusal is rendered in the request's own protocol. Anything else that a step
 * throws is a bug: it is logged with its trace here, once, and answered as an internal error without one.
 */
public final class RequestList {
    private static final Logger LOG = LoggerFactory.getLogger(RequestList.class);

    private final List<Step> steps;
    private final Protocols protocols;
    private final RequestRecord record;

    /**
     * @param steps the steps, in order
     * @param protocols the protocols, for refusals of requests that could not be identified
     * @param record what is told about every request when it is answered
     */
    public RequestList(List<Step> steps, Protocols protocols, RequestRecord record) {
        this.steps = List.copyOf(steps);
        this.protocols = protocols;
        this.record = record;
    }

    /** Answers one request. */
    public WireResponse answer(WireRequest request, String requestId) throws IOException {
        Exchange exchange = new Exchange(request, requestId);
        WireResponse response;
        try {
            for (Step step : steps) {
                step.apply(exchange);
            }
            response = exchange.target()
                    .protocol()
                    .write(WireOperation.of(exchange.operation()), exchange.output(), requestId);
            record.answered(exchange, response.status(), "");
        } catch (ServiceException refusal) {
            response = refuse(exchange, refusal);
            record.answered(exchange, response.status(), refusal.code().wireName());
        } catch (RuntimeException bug) {
            LOG.error("request {} met a bug", requestId, bug);
            response = refuse(
                    exchange,
                    new ServiceException(ErrorCode.INTERNAL, "An internal error occurred (request id %s).", requestId));
            record.answered(exchange, response.status(), ErrorCode.INTERNAL.wireName());
        }
        return response;
    }

    private WireResponse refuse(Exchange exchange, ServiceException refusal) throws IOException {
        Target target = exchange.targetIfKnown();
        WireForm form = WireForm.of(exchange.request());
        Protocol protocol = target == null ? protocols.of(form) : target.protocol();
        AwsService service = target == null ? form.typicalService() : target.service();
        return protocol.writeError(service, refusal, exchange.request(), exchange.requestId());
    }
}
