package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

/** Which Data Catalog: an account has one in each region. */
record Catalog(String accountId, String region) {
    Catalog {
        requireNonNull(accountId, "accountId");
        requireNonNull(region, "region");
    }
}
