package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.Caller;
import dev.mastic.aws.sigv4.SignatureVerifier;
import dev.mastic.aws.sigv4.SignatureVerifier.Verified;
import java.io.IOException;
import java.util.Optional;

/** Proves who calls. No operation is reached without it. */
public final class VerifySignature implements Step {
    private final SignatureVerifier verifier;

    public VerifySignature(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void apply(Exchange exchange) throws IOException {
        WireRequest request = exchange.request();
        Verified verified = verify(exchange, request);
        exchange.streamed(verified.body());
        exchange.calledBy(new Caller(
                verified.credential().principal(),
                verified.region(),
                exchange.requestId(),
                request.sourceAddress(),
                request.secure()));
    }

    private Verified verify(Exchange exchange, WireRequest request) throws IOException {
        Target target = exchange.target();
        if (WireForm.of(request).isApiCall()) {
            return verifier.verify(request, target.service(), exchange.bytes());
        }
        String key = target.labels().get("Key");
        if (target.service() == AwsService.S3 && key != null) {
            Optional<Verified> older =
                    verifier.verifyOlder(request, target.labels().getOrDefault("Bucket", ""), key);
            if (older.isPresent()) {
                return older.orElseThrow();
            }
        }
        return verifier.verifyStream(request, target.service());
    }
}
