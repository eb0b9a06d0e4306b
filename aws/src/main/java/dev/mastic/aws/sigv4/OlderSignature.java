package dev.mastic.aws.sigv4;

import dev.mastic.aws.Secret;
import dev.mastic.aws.request.FormFields;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.PercentEncoding;
import dev.mastic.aws.request.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * S3's signature before version 4, in the query string only: boto3 and version 1 of the AWS CLI write the address of an
 * object with it when they presign for an endpoint of one's own.
 *
 * <p>Source: "Signing and authenticating REST requests" of the S3 user guide. It does not cover every parameter, so an
 * address with any other than those it covers is refused here.
 */
final class OlderSignature {
    private static final String ALGORITHM = "HmacSHA1";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final String TOKEN = "x-amz-security-token";

    /** Parameters that say who signed, or stand for a header field. */
    private static final Set<String> OWN =
            Set.of("AWSAccessKeyId", "Signature", "Expires", TOKEN, "content-md5", "content-type");

    /** Parameters that are signed as part of the resource. */
    private static final Set<String> SIGNED = Set.of(
            "partNumber",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "uploadId",
            "versionId");

    private final WireRequest request;
    private final FormFields query;

    private OlderSignature(WireRequest request, FormFields query) {
        this.request = request;
        this.query = query;
    }

    /** Reads the signature of a request that has one of this kind, on an address it covers in full. */
    static Optional<OlderSignature> of(WireRequest request) {
        if (!request.rawQuery().contains("AWSAccessKeyId=")
                || request.headers().first("authorization").isPresent()) {
            return Optional.empty();
        }
        FormFields query = FormFields.parse(request.rawQuery());
        boolean covered = query.asMap().entrySet().stream()
                .allMatch(field -> field.getValue().size() == 1
                        && (OWN.contains(field.getKey()) || SIGNED.contains(field.getKey())));
        boolean complete = query.has("AWSAccessKeyId")
                && query.has("Signature")
                && query.first("Expires").filter(SECONDS.asMatchPredicate()).isPresent();
        return covered && complete ? Optional.of(new OlderSignature(request, query)) : Optional.empty();
    }

    String accessKeyId() {
        return query.first("AWSAccessKeyId").orElseThrow();
    }

    Optional<String> sessionToken() {
        return query.first(TOKEN);
    }

    String signature() {
        return query.first("Signature").orElseThrow();
    }

    Instant expires() {
        return Instant.ofEpochSecond(Long.parseLong(query.first("Expires").orElseThrow()));
    }

    /** What was signed, for the bucket and key that the request is about. */
    String stringToSign(String bucket, String key) {
        StringBuilder text = new StringBuilder(256);
        text.append(request.method()).append('\n');
        text.append(standsFor("content-md5")).append('\n');
        text.append(standsFor("content-type")).append('\n');
        text.append(query.first("Expires").orElseThrow()).append('\n');
        amazonHeaders()
                .forEach((name, value) ->
                        text.append(name).append(':').append(value).append('\n'));
        text.append('/').append(bucket).append('/').append(PercentEncoding.encodeKey(key));
        char separator = '?';
        for (Map.Entry<String, List<String>> field : new TreeMap<>(query.asMap()).entrySet()) {
            if (SIGNED.contains(field.getKey())) {
                text.append(separator)
                        .append(field.getKey())
                        .append('=')
                        .append(field.getValue().get(0));
                separator = '&';
            }
        }
        return text.toString();
    }

    static String sign(Secret secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String standsFor(String header) {
        return request.headers().first(header).or(() -> query.first(header)).orElse("");
    }

    private Map<String, String> amazonHeaders() {
        Headers headers = request.headers();
        Map<String, String> found = new TreeMap<>();
        headers.asMap().keySet().stream()
                .filter(name -> name.startsWith("x-amz-"))
                .forEach(name -> found.put(name, String.join(",", headers.all(name))));
        sessionToken().ifPresent(token -> found.put(TOKEN, token));
        return found;
    }
}
