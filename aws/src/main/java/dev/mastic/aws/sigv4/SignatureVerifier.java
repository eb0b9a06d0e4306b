package dev.mastic.aws.sigv4;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.Credential;
import dev.mastic.aws.CredentialSource;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.Secret;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a request was signed by who it says, is meant for this service and day, and was not changed on its way.
 *
 * <p>Every form of payload is behind the same check of the request's own signature: there is no form that skips it.
 */
public final class SignatureVerifier {
    private static final String CONTENT_SHA256 = "x-amz-content-sha256";
    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    /** What a REST service other than S3 may be sent: its signature covers the whole payload's hash. */
    private static final int HASHED_BODY_BYTES_MAX = 1 << 20;

    /** The older signature names no region; it is from the time when there was one. */
    private static final String OLDER_REGION = "us-east-1";

    private final CredentialSource credentials;
    private final ClockSkew skew;
    private final SigningKeys keys = new SigningKeys();

    public SignatureVerifier(CredentialSource credentials, ClockSkew skew) {
        this.credentials = requireNonNull(credentials, "credentials");
        this.skew = requireNonNull(skew, "skew");
    }

    /**
     * What a good signature proves.
     *
     * @param credential the key it was made with
     * @param region the region it is meant for
     * @param body the payload, unwrapped
     */
    public record Verified(Credential credential, String region, RequestBody body) {}

    /** A request whose own signature is proven; its payload is not read yet. */
    private record Proven(Claim claim, Credential credential, SigningKey key) {
        Verified with(RequestBody body) {
            return new Verified(credential, claim.scope().region(), body);
        }
    }

    /** Verifies a request whose payload is in memory. */
    public Verified verify(WireRequest request, AwsService service, byte[] body) throws IOException {
        if (service == AwsService.S3) {
            return verifyObject(request, new ByteArrayInputStream(body));
        }
        Proven proven = prove(request, service, new ClaimReader(service).read(request), Hashes.sha256Hex(body));
        return proven.with(new RequestBody(new ByteArrayInputStream(body), OptionalLong.of(body.length)));
    }

    /** Verifies a request whose payload is still to be read; the rest is verified while it is. */
    public Verified verifyStream(WireRequest request, AwsService service) throws IOException {
        if (service == AwsService.S3) {
            return verifyObject(request, request.body());
        }
        byte[] body = request.body().readNBytes(HASHED_BODY_BYTES_MAX + 1);
        if (body.length > HASHED_BODY_BYTES_MAX) {
            throw new ServiceException(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "Request body is larger than the limit of %d bytes.",
                    HASHED_BODY_BYTES_MAX);
        }
        return verify(request, service, body);
    }

    /**
     * Verifies an object's address that was presigned in the way before version 4, which covers no payload.
     *
     * @return empty when the request has no such signature
     */
    public Optional<Verified> verifyOlder(WireRequest request, String bucket, String key) throws IOException {
        OlderSignature older = OlderSignature.of(request).orElse(null);
        if (older == null || PayloadForm.of(contentHash(request.headers())).isChunked()) {
            return Optional.empty();
        }
        Refusals refusals = Refusals.OBJECTS;
        String accessKeyId = older.accessKeyId();
        Credential credential = credentials.find(accessKeyId).orElseThrow(() -> refusals.unknownKey(accessKeyId));
        checkToken(accessKeyId, older.sessionToken(), credential, refusals);
        String stringToSign = older.stringToSign(bucket, key);
        if (!Hashes.equal(OlderSignature.sign(credential.secretKey(), stringToSign), older.signature())) {
            throw refusals.mismatch(accessKeyId, older.signature(), stringToSign, "");
        }
        if (request.receivedAt().isAfter(older.expires())) {
            throw refusals.overdue(older.expires(), request.receivedAt());
        }
        checkSession(credential, request.receivedAt(), refusals);
        OptionalLong length = length(request.headers(), "content-length");
        RequestBody body = new RequestBody(PlainPayload.open(request.body(), length, null), length);
        return Optional.of(new Verified(credential, OLDER_REGION, body));
    }

    private Verified verifyObject(WireRequest request, InputStream raw) throws IOException {
        Claim claim = new ClaimReader(AwsService.S3).read(request);
        String contentHash = contentHash(request.headers(), claim);
        PayloadForm form = PayloadForm.of(contentHash);
        Proven proven = prove(request, AwsService.S3, claim, contentHash);
        if (form.isChunked()) {
            return proven.with(chunked(request.headers(), form, raw, proven));
        }
        OptionalLong length = length(request.headers(), "content-length");
        String expected = form == PayloadForm.HASHED ? contentHash : null;
        return proven.with(new RequestBody(PlainPayload.open(raw, length, expected), length));
    }

    private static RequestBody chunked(Headers headers, PayloadForm form, InputStream raw, Proven proven)
            throws IOException {
        OptionalLong length = length(headers, "x-amz-decoded-content-length");
        if (length.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.MISSING_CONTENT_LENGTH, "You must provide the x-amz-decoded-content-length HTTP header.");
        }
        Claim claim = proven.claim();
        Signatures chain =
                form.signsChunks() ? new Signatures(proven.key(), claim.timestamp(), claim.signature()) : null;
        Trailer trailer =
                new Trailer(form.hasTrailer() ? headers.first("x-amz-trailer").orElse("") : "");
        ChunkedPayload payload = ChunkedPayload.open(raw, form, length.orElseThrow(), chain, trailer);
        return new RequestBody(payload, length, payload::trailers);
    }

    private static String contentHash(Headers headers, Claim claim) {
        // A presigned address is made before the payload is known.
        return claim.isPresigned()
                ? contentHash(headers)
                : headers.first(CONTENT_SHA256)
                        .orElseThrow(() -> new ServiceException(
                                ErrorCode.INVALID_REQUEST,
                                "Missing required header for this request: x-amz-content-sha256"));
    }

    private static String contentHash(Headers headers) {
        return headers.first(CONTENT_SHA256).orElse(UNSIGNED_PAYLOAD);
    }

    private Proven prove(WireRequest request, AwsService service, Claim claim, String payloadHash) {
        Refusals refusals = Refusals.of(service);
        checkSignedHeaders(request.headers(), claim, refusals);
        checkTime(claim, request.receivedAt(), skew.of(service), refusals);
        Credential credential =
                credentials.find(claim.accessKeyId()).orElseThrow(() -> refusals.unknownKey(claim.accessKeyId()));
        checkToken(claim.accessKeyId(), claim.sessionToken(), credential, refusals);
        SigningKey key = keys.of(credential.secretKey(), claim.scope());
        String canonical = CanonicalRequest.of(request, service, claim.signedHeaders(), payloadHash);
        String stringToSign = key.stringToSign(claim.timestamp(), canonical);
        if (!Hashes.equal(key.sign(stringToSign), claim.signature())) {
            throw refusals.mismatch(claim.accessKeyId(), claim.signature(), stringToSign, canonical);
        }
        checkSession(credential, request.receivedAt(), refusals);
        return new Proven(claim, credential, key);
    }

    // Whatever the signature does not cover could be changed on the way: the host, and every header AWS gives a
    // meaning.
    private static void checkSignedHeaders(Headers headers, Claim claim, Refusals refusals) {
        List<String> signed = claim.signedHeaders();
        String missing = headers.asMap().keySet().stream()
                .filter(name -> name.startsWith("x-amz-") || name.equals("host"))
                .filter(name -> !signed.contains(name))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty() || !signed.contains("host")) {
            throw refusals.unsignedHeaders(missing.isEmpty() ? "host" : missing);
        }
    }

    private static void checkTime(Claim claim, Instant now, Duration allowed, Refusals refusals) {
        boolean early = claim.signedAt().isAfter(now.plus(allowed));
        if (claim.validFor().isPresent()) {
            Duration validFor = claim.validFor().orElseThrow();
            Instant end = claim.signedAt().plus(validFor);
            if (now.isAfter(end)) {
                throw refusals.overdue(end, validFor, now);
            }
            if (early) {
                throw refusals.early(claim, now, allowed);
            }
        } else if (early || claim.signedAt().isBefore(now.minus(allowed))) {
            throw refusals.skewed(claim, now, allowed);
        }
    }

    private static void checkSession(Credential credential, Instant now, Refusals refusals) {
        if (credential.expiresAt().filter(end -> !now.isBefore(end)).isPresent()) {
            throw refusals.expiredToken();
        }
    }

    private static void checkToken(
            String accessKeyId, Optional<String> token, Credential credential, Refusals refusals) {
        @Nullable Secret expected = credential.sessionToken().orElse(null);
        @Nullable String given = token.orElse(null);
        if (expected == null && given == null) {
            return;
        }
        if (expected != null && given == null) {
            // Without the token, a temporary key is a key nobody has ever heard of.
            throw refusals.unknownKey(accessKeyId);
        }
        if (expected == null || !Hashes.equal(expected.value(), requireNonNull(given))) {
            throw refusals.wrongToken();
        }
    }

    private static OptionalLong length(Headers headers, String name) {
        return headers.first(name)
                .map(value -> {
                    if (!LENGTH.matcher(value).matches()) {
                        throw new ServiceException(ErrorCode.INVALID_ARGUMENT, "%s is not a length: '%s'", name, value);
                    }
                    return OptionalLong.of(Long.parseLong(value));
                })
                .orElseGet(OptionalLong::empty);
    }
}
