package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a key of a bucket holds.
 *
 * @param modifiedAt to the second, as the {@code Last-Modified} header can say it
 */
record StoredObject(String bucket, String key, ObjectContent content, Description description, Instant modifiedAt) {
    StoredObject {
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(content, "content");
        requireNonNull(description, "description");
        requireNonNull(modifiedAt, "modifiedAt");
    }
}
