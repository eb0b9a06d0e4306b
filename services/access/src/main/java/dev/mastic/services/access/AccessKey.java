package dev.mastic.services.access;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * A long-term key.
 *
 * @param id e.g. {@code AKIA…}
 * @param secret what requests are signed with
 * @param accountId the account it works in
 * @param userId whose key it is; absent for the account's own
 * @param status whether it works
 * @param createdAt when it was made
 */
record AccessKey(
        String id, Secret secret, String accountId, Optional<String> userId, Status status, Instant createdAt) {
    /** Whether a key works. */
    enum Status {
        ACTIVE("Active"),
        INACTIVE("Inactive");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    AccessKey {
        requireNonNull(id, "id");
        requireNonNull(secret, "secret");
        requireNonNull(accountId, "accountId");
        requireNonNull(userId, "userId");
        requireNonNull(status, "status");
        requireNonNull(createdAt, "createdAt");
    }

    AccessKey with(Status newStatus) {
        return new AccessKey(id, secret, accountId, userId, newStatus, createdAt);
    }
}
