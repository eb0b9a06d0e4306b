package dev.mastic.services.crawlers;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.Caller;

/** Where crawlers and classifiers are: an account has some in each region. */
record Owner(String account, String region) {
    Owner {
        requireNonNull(account, "account");
        requireNonNull(region, "region");
    }

    static Owner of(Caller caller) {
        return new Owner(caller.accountId(), caller.region());
    }

    /** The ARN of e.g. {@code crawler/nightly}. */
    String arn(String resource) {
        return "arn:aws:glue:" + region + ":" + account + ":" + resource;
    }
}
