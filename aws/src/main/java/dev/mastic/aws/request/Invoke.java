package dev.mastic.aws.request;

/** Calls the operation. */
public final class Invoke implements Step {
    @Override
    public void apply(Exchange exchange) {
        exchange.answered(exchange.operation().call(exchange.caller(), exchange.input(), exchange.body()));
    }
}
