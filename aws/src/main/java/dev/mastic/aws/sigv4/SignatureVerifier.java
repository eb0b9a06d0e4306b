package dev.mastic.aws.sigv4;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.Credential;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.request.WireRequest;
import java.io.IOException;

public final class SignatureVerifier {
    public record Verified(Credential credential, String region, RequestBody body) {}

    public Verified verify(WireRequest request, AwsService service, byte[] body) throws IOException {
        throw new IOException("not yet");
    }

    public Verified verifyStream(WireRequest request, AwsService service) throws IOException {
        throw new IOException("not yet");
    }
}
