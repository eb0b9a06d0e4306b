package dev.mastic.aws.sigv4;

import dev.mastic.aws.Credential;
import dev.mastic.aws.CredentialSource;
import dev.mastic.aws.Principal;
import dev.mastic.aws.Secret;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests signed by the AWS SDK's own signer, and the credentials to judge them by. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final String TOKEN = "token+of/a=session";
    static final Instant SESSION_END = NOW.plus(Duration.ofHours(1));

    private Requests() {}

    /** A request in the making; a copy differs in one thing. */
    @SuppressWarnings("ArrayRecordComponent")
    record Draft(
            String service,
            String method,
            String uri,
            Map<String, String> headers,
            byte[] body,
            String secret,
            @Nullable String token,
            Instant signedAt,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> options) {
        Draft withSecret(String other) {
            return new Draft(service, method, uri, headers, body, other, token, signedAt, options);
        }

        Draft withToken(@Nullable String other) {
            return new Draft(service, method, uri, headers, body, secret, other, signedAt, options);
        }

        Draft signedAt(Instant other) {
            return new Draft(service, method, uri, headers, body, secret, token, other, options);
        }

        Draft with(Consumer<SignRequest.Builder<AwsCredentialsIdentity>> more) {
            return new Draft(service, method, uri, headers, body, secret, token, signedAt, options.andThen(more));
        }

        Draft withHeader(String name, String value) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put(name, value);
            return new Draft(service, method, uri, all, body, secret, token, signedAt, options);
        }

        Signed sign() {
            SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.fromValue(method))
                    .uri(URI.create("https://localhost:4566" + uri));
            headers.forEach(request::putHeader);
            AwsCredentialsIdentity identity = token == null
                    ? AwsCredentialsIdentity.create(KEY, secret)
                    : AwsSessionCredentialsIdentity.create(KEY, secret, token);
            SignedRequest signed = AwsV4HttpSigner.create().sign(sign -> {
                sign.identity(identity)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(signedAt, ZoneOffset.UTC));
                options.accept(sign);
            });
            return new Signed(signed.request(), payload(signed));
        }
    }

    /** A signed request as it goes over the wire. */
    @SuppressWarnings("ArrayRecordComponent")
    record Signed(SdkHttpRequest request, byte[] payload) {
        WireRequest wire() {
            return wire(NOW);
        }

        WireRequest wire(Instant receivedAt) {
            return wire(receivedAt, payload);
        }

        WireRequest wire(Instant receivedAt, byte[] body) {
            Headers headers = new Headers();
            request.headers().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
            return new WireRequest(
                    request.method().name(),
                    request.getUri().getRawPath(),
                    Optional.ofNullable(request.getUri().getRawQuery()).orElse(""),
                    headers,
                    new ByteArrayInputStream(body),
                    "127.0.0.1",
                    false,
                    receivedAt);
        }
    }

    static Draft glue(String body) {
        return draft("glue", "POST", "/", bytes(body))
                .withHeader("Content-Type", "application/x-amz-json-1.1")
                .withHeader("X-Amz-Target", "AWSGlue.GetJob");
    }

    static Draft put(String uri, byte[] body) {
        return draft("s3", "PUT", uri, body).withHeader("Content-Length", String.valueOf(body.length));
    }

    static Draft get(String uri) {
        return draft("s3", "GET", uri, new byte[0]);
    }

    static Draft draft(String service, String method, String uri, byte[] body) {
        return new Draft(service, method, uri, Map.of(), body, SECRET, null, NOW, options -> {});
    }

    /** The long-term key, and nothing else. */
    static CredentialSource longTerm() {
        return source(Optional.empty(), Optional.empty());
    }

    /** The same key as that of a session. */
    static CredentialSource session() {
        return source(Optional.of(new Secret(TOKEN)), Optional.of(SESSION_END));
    }

    static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static CredentialSource source(Optional<Secret> token, Optional<Instant> end) {
        Credential credential = new Credential(KEY, new Secret(SECRET), token, end, Principal.root("000000000000"));
        return id -> id.equals(KEY) ? Optional.of(credential) : Optional.empty();
    }

    private static byte[] payload(SignedRequest signed) {
        return signed.payload()
                .map(provider -> {
                    try (var in = provider.newStream()) {
                        return in.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElseGet(() -> new byte[0]);
    }
}
