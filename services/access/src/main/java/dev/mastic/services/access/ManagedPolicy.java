package dev.mastic.services.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A policy that stands by itself and is attached to many.
 *
 * @param id the unique id, {@code ANPA…}
 * @param accountId its account; {@code aws} for those of AWS
 * @param name unique in its account
 * @param path begins and ends with a slash
 * @param description what it is for
 * @param defaultVersion the version that counts
 * @param lastVersion the highest version that ever was: numbers are not used twice
 * @param createdAt when it was made
 * @param updatedAt when a version was last added
 */
record ManagedPolicy(
        String id,
        String accountId,
        String name,
        String path,
        Optional<String> description,
        int defaultVersion,
        int lastVersion,
        Instant createdAt,
        Instant updatedAt) {
    ManagedPolicy {
        requireNonNull(id, "id");
        requireNonNull(accountId, "accountId");
        requireNonNull(name, "name");
        requireNonNull(path, "path");
        requireNonNull(description, "description");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    String arn() {
        return "arn:aws:iam::" + accountId + ":policy" + path + name;
    }

    /** The same with another version in force. */
    ManagedPolicy inForce(int version) {
        return new ManagedPolicy(id, accountId, name, path, description, version, lastVersion, createdAt, updatedAt);
    }

    /** The same with one more version, which is not in force yet. */
    ManagedPolicy withNextVersion(Instant now) {
        return new ManagedPolicy(
                id, accountId, name, path, description, defaultVersion, lastVersion + 1, createdAt, now);
    }
}
