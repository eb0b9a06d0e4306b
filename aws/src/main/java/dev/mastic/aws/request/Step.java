package dev.mastic.aws.request;

import java.io.IOException;

/** One step of the way of a request. It returns, or refuses with a {@link dev.mastic.aws.ServiceException}. */
@FunctionalInterface
public interface Step {
    void apply(Exchange exchange) throws IOException;
}
