package dev.mastic.aws.request;

import dev.mastic.aws.Caller;
import dev.mastic.aws.sigv4.SignatureVerifier;
import dev.mastic.aws.sigv4.SignatureVerifier.Verified;
import java.io.IOException;

/** Proves who calls. No operation is reached without it. */
public final class VerifySignature implements Step {
    private final SignatureVerifier verifier;

    public VerifySignature(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void apply(Exchange exchange) throws IOException {
        WireRequest request = exchange.request();
        Verified verified = WireForm.of(request).isApiCall()
                ? verifier.verify(request, exchange.target().service(), exchange.bytes())
                : verifier.verifyStream(request, exchange.target().service());
        exchange.streamed(verified.body());
        exchange.calledBy(new Caller(
                verified.credential().principal(),
                verified.region(),
                exchange.requestId(),
                request.sourceAddress(),
                request.secure()));
    }
}
