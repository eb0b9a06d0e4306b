package dev.mastic.services.logs;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A named collection of log streams.
 *
 * @param id the store's own number of it
 * @param account the account it belongs to
 * @param region the region it belongs to
 * @param name e.g. {@code /aws-glue/jobs/output}
 * @param createdAt when it was made
 * @param retentionDays after how many days events are dropped; absent: never
 */
record LogGroup(long id, String account, String region, String name, Instant createdAt, OptionalInt retentionDays) {
    LogGroup {
        requireNonNull(account, "account");
        requireNonNull(region, "region");
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(retentionDays, "retentionDays");
    }

    String arn() {
        return "arn:aws:logs:" + region + ":" + account + ":log-group:" + name;
    }
}
