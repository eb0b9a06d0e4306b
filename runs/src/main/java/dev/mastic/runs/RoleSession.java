package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Temporary credentials of a job's role. */
public record RoleSession(
        String roleArn, String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {
    public RoleSession {
        requireNonNull(roleArn, "roleArn");
        requireNonNull(accessKeyId, "accessKeyId");
        requireNonNull(secretAccessKey, "secretAccessKey");
        requireNonNull(sessionToken, "sessionToken");
        requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String toString() {
        return "RoleSession[%s, %s, expires %s]".formatted(roleArn, accessKeyId, expiresAt);
    }
}
