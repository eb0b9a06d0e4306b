package dev.mastic.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Requests that no SDK would send, signed as the root. */
final class RawRequests {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    // The JDK's client sets these itself and refuses to be told.
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length");

    private RawRequests() {}

    /** Calls an operation of Glue with any bytes as its input. */
    static HttpResponse<String> glue(String target, String body, Clock signingClock) {
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(LocalServer.endpoint().resolve("/"))
                .putHeader("X-Amz-Target", target)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .build();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(LocalServer.ROOT)
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromByteArray(bytes))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "glue")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, signingClock));
        return send(signed.request().headers(), bytes);
    }

    /** The same, not signed at all. */
    static HttpResponse<String> unsigned(Map<String, java.util.List<String>> headers, String body) {
        return send(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(Map<String, java.util.List<String>> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        LocalServer.endpoint().resolve("/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
