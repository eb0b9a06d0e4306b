package dev.mastic.server;

import dev.mastic.aws.Caller;
import dev.mastic.aws.request.Exchange;
import dev.mastic.aws.request.RequestRecord;
import dev.mastic.aws.request.Target;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request: refused ones always, answered ones at debug level. */
final class RequestLog implements RequestRecord {
    private static final Logger LOG = LoggerFactory.getLogger("requests");

    private final Clock clock;

    RequestLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void answered(Exchange exchange, int status, String error) {
        if (error.isEmpty() && !LOG.isDebugEnabled()) {
            return;
        }
        Target target = exchange.targetIfKnown();
        Caller caller = exchange.callerIfKnown();
        String line = "status=%d error=%s operation=%s principal=%s millis=%d id=%s"
                .formatted(
                        status,
                        error.isEmpty() ? "-" : error,
                        target == null ? "-" : target.service().actionPrefix() + ":" + target.operation(),
                        caller == null ? "-" : caller.principal().arn(),
                        Duration.between(exchange.request().receivedAt(), clock.instant())
                                .toMillis(),
                        exchange.requestId());
        if (error.isEmpty()) {
            LOG.debug("{}", line);
        } else {
            LOG.info("{}", line);
        }
    }
}
