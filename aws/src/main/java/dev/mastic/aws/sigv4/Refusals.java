package dev.mastic.aws.sigv4;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * How each family of services says that a signature is not good: S3, the Query services (IAM, STS) and the JSON ones have
 * different codes and words for the same thing.
 *
 * <p>Source: AWS's "Common errors" pages of each API reference, and S3's "Error responses" page.
 */
enum Refusals {
    OBJECTS(
            ErrorCode.ACCESS_DENIED,
            ErrorCode.INVALID_ACCESS_KEY_ID,
            ErrorCode.SIGNATURE_MISMATCH,
            ErrorCode.INVALID_TOKEN,
            ErrorCode.S3_EXPIRED_TOKEN),
    QUERY(
            ErrorCode.QUERY_MISSING_AUTHENTICATION_TOKEN,
            ErrorCode.INVALID_CLIENT_TOKEN_ID,
            ErrorCode.SIGNATURE_MISMATCH,
            ErrorCode.INVALID_CLIENT_TOKEN_ID,
            ErrorCode.QUERY_EXPIRED_TOKEN),
    JSON(
            ErrorCode.MISSING_AUTHENTICATION_TOKEN,
            ErrorCode.UNKNOWN_KEY,
            ErrorCode.INVALID_SIGNATURE,
            ErrorCode.UNKNOWN_KEY,
            ErrorCode.EXPIRED_TOKEN);

    private final ErrorCode unsigned;
    private final ErrorCode unknownKey;
    private final ErrorCode mismatch;
    private final ErrorCode wrongToken;
    private final ErrorCode expiredToken;

    Refusals(
            ErrorCode unsigned,
            ErrorCode unknownKey,
            ErrorCode mismatch,
            ErrorCode wrongToken,
            ErrorCode expiredToken) {
        this.unsigned = unsigned;
        this.unknownKey = unknownKey;
        this.mismatch = mismatch;
        this.wrongToken = wrongToken;
        this.expiredToken = expiredToken;
    }

    static Refusals of(AwsService service) {
        return switch (service) {
            case S3 -> OBJECTS;
            case IAM, STS -> QUERY;
            case GLUE, LOGS, CLOUDWATCH, SECRETS_MANAGER, COST_EXPLORER, EMR -> JSON;
        };
    }

    ServiceException unsigned() {
        return new ServiceException(unsigned, "%s", this == OBJECTS ? "Access Denied" : "Missing Authentication Token");
    }

    /** A signature in a form other than SigV4, or in two places at once. */
    ServiceException unsupported(String words) {
        return new ServiceException(
                this == OBJECTS ? ErrorCode.INVALID_REQUEST : ErrorCode.INCOMPLETE_SIGNATURE, "%s", words);
    }

    /** A header or query string that lacks something, or holds what cannot be read. */
    ServiceException malformed(String words, boolean presigned) {
        if (this != OBJECTS) {
            return new ServiceException(ErrorCode.INCOMPLETE_SIGNATURE, "%s", words);
        }
        return presigned
                ? new ServiceException(ErrorCode.AUTHORIZATION_QUERY_PARAMETERS, "%s", words)
                : new ServiceException(
                        ErrorCode.AUTHORIZATION_HEADER_MALFORMED, "The authorization header is malformed; %s", words);
    }

    /** A credential scope that is for something else. */
    ServiceException outOfScope(String words, boolean presigned) {
        return this == OBJECTS ? malformed(words, presigned) : new ServiceException(mismatch, "%s", words);
    }

    ServiceException unsignedHeaders(String names) {
        if (this != OBJECTS) {
            return new ServiceException(
                    mismatch,
                    "'Host' and every 'X-Amz-…' header must be signed: %s in the SignedHeaders is missing.",
                    names);
        }
        return new ServiceException(
                        ErrorCode.ACCESS_DENIED, "There were headers present in the request which were not signed")
                .with(Map.of("HeadersNotSigned", names));
    }

    ServiceException unknownKey(String accessKeyId) {
        return this == OBJECTS
                ? new ServiceException(unknownKey, "The AWS Access Key Id you provided does not exist in our records.")
                        .with(Map.of("AWSAccessKeyId", accessKeyId))
                : new ServiceException(unknownKey, "The security token included in the request is invalid.");
    }

    ServiceException wrongToken() {
        return new ServiceException(
                wrongToken,
                "%s",
                this == OBJECTS
                        ? "The provided token is malformed or otherwise invalid."
                        : "The security token included in the request is invalid.");
    }

    ServiceException expiredToken() {
        return new ServiceException(
                expiredToken,
                "%s",
                this == OBJECTS
                        ? "The provided token has expired."
                        : "The security token included in the request is expired");
    }

    ServiceException mismatch(String accessKeyId, String signature, String stringToSign, String canonicalRequest) {
        if (this != OBJECTS) {
            return new ServiceException(
                    mismatch,
                    "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                            + " Access Key and signing method. Consult the service documentation for details.");
        }
        return new ServiceException(
                        mismatch,
                        "The request signature we calculated does not match the signature you provided. Check your key and"
                                + " signing method.")
                .with(Map.of(
                        "AWSAccessKeyId", accessKeyId,
                        "SignatureProvided", signature,
                        "StringToSign", stringToSign,
                        "CanonicalRequest", canonicalRequest));
    }

    ServiceException skewed(Claim claim, Instant now, Duration allowed) {
        if (this == OBJECTS) {
            return new ServiceException(
                            ErrorCode.REQUEST_TIME_TOO_SKEWED,
                            "The difference between the request time and the current time is too large.")
                    .with(Map.of(
                            "RequestTime", claim.timestamp(),
                            "ServerTime", now.truncatedTo(ChronoUnit.SECONDS).toString(),
                            "MaxAllowedSkewMilliseconds", String.valueOf(allowed.toMillis())));
        }
        String clock = Timestamps.format(now);
        return claim.signedAt().isBefore(now)
                ? new ServiceException(
                        mismatch,
                        "Signature expired: %s is now earlier than %s (%s - %d min.)",
                        claim.timestamp(),
                        Timestamps.format(now.minus(allowed)),
                        clock,
                        allowed.toMinutes())
                : new ServiceException(
                        mismatch,
                        "Signature not yet current: %s is still later than %s (%s + %d min.)",
                        claim.timestamp(),
                        Timestamps.format(now.plus(allowed)),
                        clock,
                        allowed.toMinutes());
    }

    /** A presigned address after its time. */
    ServiceException overdue(Instant end, Duration validFor, Instant now) {
        if (this != OBJECTS) {
            return new ServiceException(
                    mismatch,
                    "Signature expired: %s is now earlier than %s",
                    Timestamps.format(end),
                    Timestamps.format(now));
        }
        return new ServiceException(ErrorCode.ACCESS_DENIED, "Request has expired")
                .with(Map.of(
                        "X-Amz-Expires", String.valueOf(validFor.toSeconds()),
                        "Expires", end.toString(),
                        "ServerTime", now.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** An address presigned in the way before version 4, after its time. */
    ServiceException overdue(Instant end, Instant now) {
        return new ServiceException(ErrorCode.ACCESS_DENIED, "Request has expired")
                .with(Map.of(
                        "Expires", end.toString(),
                        "ServerTime", now.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** A presigned address before its time. */
    ServiceException early(Claim claim, Instant now, Duration allowed) {
        return this == OBJECTS
                ? new ServiceException(ErrorCode.ACCESS_DENIED, "Request is not yet valid")
                : skewed(claim, now, allowed);
    }
}
