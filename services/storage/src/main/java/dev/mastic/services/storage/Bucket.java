package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * A named container of objects. The name is unique over all accounts.
 *
 * @param region where it was made, e.g. {@code us-east-1}
 * @param createdAt to the second
 */
record Bucket(String name, String accountId, String region, Instant createdAt, Map<String, String> tags) {
    Bucket {
        requireNonNull(name, "name");
        requireNonNull(accountId, "accountId");
        requireNonNull(region, "region");
        requireNonNull(createdAt, "createdAt");
        tags = Map.copyOf(tags);
    }

    String arn() {
        return "arn:aws:s3:::" + name;
    }
}
