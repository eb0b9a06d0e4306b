package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

/** Names a job: its account, region and name. */
public record JobKey(String account, String region, String name) {
    public JobKey {
        requireNonNull(account, "account");
        requireNonNull(region, "region");
        requireNonNull(name, "name");
    }
}
