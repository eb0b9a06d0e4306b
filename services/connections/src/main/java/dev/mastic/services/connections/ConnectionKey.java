package dev.mastic.services.connections;

import static java.util.Objects.requireNonNull;

/** What a connection is found by. */
record ConnectionKey(String account, String region, String name) {
    ConnectionKey {
        requireNonNull(account, "account");
        requireNonNull(region, "region");
        requireNonNull(name, "name");
    }

    String arn() {
        return "arn:aws:glue:%s:%s:connection/%s".formatted(region, account, name);
    }
}
