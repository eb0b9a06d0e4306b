package dev.mastic.aws.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a request says about its own signature. Nothing of it is proven yet.
 *
 * @param accessKeyId who claims to have signed
 * @param scope what the signature is for
 * @param signedHeaders the lower-cased names of the header fields it covers, in its order
 * @param signature 64 hexadecimal digits
 * @param timestamp when it was signed, as it stands in the string to sign
 * @param signedAt the same, as a time
 * @param sessionToken the token of temporary credentials
 * @param validFor how long a presigned address is good; absent when the signature is in the header
 */
record Claim(
        String accessKeyId,
        Scope scope,
        List<String> signedHeaders,
        String signature,
        String timestamp,
        Instant signedAt,
        Optional<String> sessionToken,
        Optional<Duration> validFor) {

    boolean isPresigned() {
        return validFor.isPresent();
    }
}
