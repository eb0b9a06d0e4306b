package dev.mastic.aws.sigv4;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.request.FormFields;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what a request says about its signature: from the {@code Authorization} header or from the query string. */
final class ClaimReader {
    static final Duration PRESIGNED_MAX = Duration.ofDays(7);

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String UNSUPPORTED =
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
    private static final int CREDENTIAL_PARTS = 5;
    private static final int KEY_ID_CHARS_MAX = 128;
    private static final int EXPIRES_DIGITS_MAX = 9;
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final AwsService service;
    private final Refusals refusals;

    ClaimReader(AwsService service) {
        this.service = service;
        this.refusals = Refusals.of(service);
    }

    Claim read(WireRequest request) {
        Optional<String> authorization = request.headers().first("authorization");
        // Parsing a query costs; most requests have none, and most that have one are signed in the header.
        FormFields query =
                request.rawQuery().contains("Signature=") ? FormFields.parse(request.rawQuery()) : FormFields.parse("");
        boolean presigned = query.has("X-Amz-Signature");
        if (authorization.isPresent() && presigned) {
            throw refusals.unsupported("Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter,"
                    + " Signature query string parameter or the Authorization header should be specified");
        }
        if (presigned) {
            return presigned(query);
        }
        if (authorization.isEmpty() && query.has("AWSAccessKeyId")) {
            throw refusals.unsupported(UNSUPPORTED);
        }
        return inHeader(authorization.orElseThrow(refusals::unsigned), request.headers());
    }

    private Claim inHeader(String authorization, Headers headers) {
        if (!authorization.startsWith(ALGORITHM)
                || !authorization.substring(ALGORITHM.length()).startsWith(" ")) {
            throw refusals.unsupported(UNSUPPORTED);
        }
        Map<String, String> fields = fields(authorization.substring(ALGORITHM.length()));
        Optional<Instant> date =
                headers.first("x-amz-date").or(() -> headers.first("date")).flatMap(ClaimReader::time);
        List<String> missing = new ArrayList<>();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (!fields.containsKey(name)) {
                missing.add("Authorization header requires '" + name + "' parameter.");
            }
        }
        if (date.isEmpty()) {
            missing.add("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        if (!missing.isEmpty()) {
            throw refusals.malformed(String.join(" ", missing), false);
        }
        String timestamp = headers.first("x-amz-date").orElseGet(() -> Timestamps.format(date.orElseThrow()));
        return claim(
                fields::get, timestamp, date.orElseThrow(), headers.first("x-amz-security-token"), Optional.empty());
    }

    private Claim presigned(FormFields query) {
        if (!query.first("X-Amz-Algorithm").equals(Optional.of(ALGORITHM))) {
            throw refusals.malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"", true);
        }
        for (String name : List.of("X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires")) {
            if (!query.has(name)) {
                throw refusals.malformed(
                        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
                                + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
                        true);
            }
        }
        String timestamp = query.first("X-Amz-Date").orElseThrow();
        Instant signedAt = Timestamps.parse(timestamp)
                .orElseThrow(() -> refusals.malformed(
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"", true));
        return claim(
                name -> query.first("X-Amz-" + name).orElseThrow(),
                timestamp,
                signedAt,
                query.first("X-Amz-Security-Token"),
                Optional.of(validFor(query.first("X-Amz-Expires").orElseThrow())));
    }

    private Claim claim(
            Function<String, String> field,
            String timestamp,
            Instant signedAt,
            Optional<String> token,
            Optional<Duration> validFor) {
        boolean presigned = validFor.isPresent();
        String credential = field.apply("Credential");
        String[] parts = credential.split("/", -1);
        if (parts.length != CREDENTIAL_PARTS || parts[0].isEmpty() || parts[0].length() > KEY_ID_CHARS_MAX) {
            throw refusals.malformed(credentialWords(credential), presigned);
        }
        Scope scope = new Scope(parts[1], parts[2], parts[3]);
        checkScope(scope, parts[4], timestamp, presigned);
        return new Claim(
                parts[0],
                scope,
                List.of(field.apply("SignedHeaders").split(";", -1)),
                field.apply("Signature"),
                timestamp,
                signedAt,
                token,
                validFor);
    }

    private String credentialWords(String credential) {
        return service == AwsService.S3
                ? "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
                : "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
                        + credential + "'";
    }

    private void checkScope(Scope scope, String terminator, String timestamp, boolean presigned) {
        String day = timestamp.substring(0, "yyyyMMdd".length());
        if (!scope.date().equals(day)) {
            throw refusals.outOfScope(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + scope.date() + "' != '" + day + "', from '" + timestamp + "'.",
                    presigned);
        }
        if (!REGION.matcher(scope.region()).matches()) {
            throw refusals.outOfScope(
                    "Credential should be scoped to a valid region, not '" + scope.region() + "'.", presigned);
        }
        if (!scope.service().equals(service.signingName())) {
            throw refusals.outOfScope(
                    "Credential should be scoped to correct service: '" + service.signingName() + "'.", presigned);
        }
        if (!terminator.equals(Scope.TERMINATOR)) {
            throw refusals.outOfScope(
                    "Credential should be scoped with a valid terminator: 'aws4_request', not '" + terminator + "'.",
                    presigned);
        }
    }

    private Duration validFor(String seconds) {
        if (seconds.startsWith("-")) {
            throw refusals.malformed("X-Amz-Expires must be non-negative", true);
        }
        if (!DIGITS.matcher(seconds).matches()) {
            throw refusals.malformed("X-Amz-Expires should be a number", true);
        }
        Duration validFor = seconds.length() > EXPIRES_DIGITS_MAX
                ? Duration.ofSeconds(Long.MAX_VALUE)
                : Duration.ofSeconds(Long.parseLong(seconds));
        if (validFor.compareTo(PRESIGNED_MAX) > 0) {
            throw refusals.malformed(
                    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less"
                            + " than 604800 seconds",
                    true);
        }
        return validFor;
    }

    private static Optional<Instant> time(String header) {
        return Timestamps.parse(header).or(() -> Timestamps.parseHttpDate(header));
    }

    private static Map<String, String> fields(String list) {
        Map<String, String> fields = new HashMap<>();
        for (String field : list.split(",", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        field.substring(0, equals).strip(),
                        field.substring(equals + 1).strip());
            }
        }
        return fields;
    }
}
