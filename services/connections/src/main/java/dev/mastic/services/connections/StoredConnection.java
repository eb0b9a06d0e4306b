package dev.mastic.services.connections;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A connection.
 *
 * @param definition the {@code ConnectionInput} as JSON, passwords among it
 * @param modifiedBy the ARN of who changed it last
 */
record StoredConnection(
        ConnectionKey key, String definition, Instant createdAt, Instant modifiedAt, String modifiedBy) {
    StoredConnection {
        requireNonNull(key, "key");
        requireNonNull(definition, "definition");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(modifiedAt, "modifiedAt");
        requireNonNull(modifiedBy, "modifiedBy");
    }

    @Override
    public String toString() {
        return "StoredConnection[" + key.arn() + "]";
    }
}
