package dev.mastic.aws;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An access key with all that is needed to judge a signature made with it.
 *
 * @param accessKeyId e.g. {@code AKIA…}, or {@code ASIA…} for temporary ones
 * @param secretKey the shared secret
 * @param sessionToken what {@code X-Amz-Security-Token} must carry, for temporary credentials
 * @param expiresAt when temporary credentials end
 * @param principal who signs with it
 */
public record Credential(
        String accessKeyId,
        Secret secretKey,
        Optional<Secret> sessionToken,
        Optional<Instant> expiresAt,
        Principal principal) {
    public Credential {
        requireNonNull(accessKeyId, "accessKeyId");
        requireNonNull(secretKey, "secretKey");
        requireNonNull(sessionToken, "sessionToken");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(principal, "principal");
    }
}
