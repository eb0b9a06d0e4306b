package dev.mastic.services.secrets;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a secret, its value still sealed.
 *
 * @param id the client's request token
 * @param stages its labels, e.g. {@code AWSCURRENT}; a version without any is deprecated
 * @param accessedOn the day on which it was last read; absent when it never was
 */
record SecretVersion(
        String id,
        SealedValue value,
        Set<String> stages,
        Instant createdAt,
        @Nullable Instant accessedOn) {
    SecretVersion {
        requireNonNull(id, "id");
        requireNonNull(value, "value");
        requireNonNull(createdAt, "createdAt");
        stages = Set.copyOf(stages);
    }
}
