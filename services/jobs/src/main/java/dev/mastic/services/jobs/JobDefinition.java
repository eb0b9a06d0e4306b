package dev.mastic.services.jobs;

import static java.util.Objects.requireNonNull;

import dev.mastic.runs.JobKey;
import java.time.Instant;

/**
 * A job as it is kept.
 *
 * @param jobId the id that scripts see, {@code j_} and 64 hexadecimal digits
 * @param document the whole definition, defaults filled in, as the JSON of the API's {@code Job}
 */
record JobDefinition(JobKey key, String jobId, String document, Instant createdOn, Instant modifiedOn) {
    JobDefinition {
        requireNonNull(key, "key");
        requireNonNull(jobId, "jobId");
        requireNonNull(document, "document");
        requireNonNull(createdOn, "createdOn");
        requireNonNull(modifiedOn, "modifiedOn");
    }
}
