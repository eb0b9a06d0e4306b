package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a key of a bucket holds.
 *
 * @param modifiedAt to the second, as the {@code Last-Modified} header can say it
 * @param restoredUntil until when it can be read although its storage class is an archive; empty when nobody has asked
 */
record StoredObject(
        String bucket,
        String key,
        ObjectContent content,
        Description description,
        Instant modifiedAt,
        Optional<Instant> restoredUntil) {
    StoredObject {
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(content, "content");
        requireNonNull(description, "description");
        requireNonNull(modifiedAt, "modifiedAt");
        requireNonNull(restoredUntil, "restoredUntil");
    }

    /** What has just been written. */
    StoredObject(String bucket, String key, ObjectContent content, Description description, Instant modifiedAt) {
        this(bucket, key, content, description, modifiedAt, Optional.empty());
    }
}
