package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.checksum.ChecksumAlgorithm;
import java.time.Instant;
import java.util.Optional;

/**
 * A multipart upload under way.
 *
 * @param id also the id of the content it becomes
 * @param initiator the ARN of who began it
 * @param description what the object will be described by
 * @param transaction what it was begun in, and ends with
 */
record Upload(
        String bucket,
        String key,
        String id,
        Instant initiatedAt,
        String initiator,
        ChecksumPlan checksums,
        Description description,
        Optional<String> transaction) {
    Upload {
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(id, "id");
        requireNonNull(initiatedAt, "initiatedAt");
        requireNonNull(initiator, "initiator");
        requireNonNull(checksums, "checksums");
        requireNonNull(description, "description");
        requireNonNull(transaction, "transaction");
    }

    /** Who chose a checksum. */
    enum Origin {
        CLIENT,
        DEFAULT
    }

    /** Which checksum the parts and the whole will have. */
    record ChecksumPlan(ChecksumAlgorithm algorithm, ChecksumScope scope, Origin origin) {
        ChecksumPlan {
            requireNonNull(algorithm, "algorithm");
            requireNonNull(scope, "scope");
            requireNonNull(origin, "origin");
        }
    }
}
