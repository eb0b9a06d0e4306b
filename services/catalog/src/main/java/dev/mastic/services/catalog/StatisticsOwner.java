package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

/**
 * What column statistics are about.
 *
 * @param kind a table or one of its partitions
 * @param id the store's number of it
 */
record StatisticsOwner(Kind kind, long id) {
    /** The sorts of owner. */
    enum Kind {
        TABLE,
        PARTITION
    }

    StatisticsOwner {
        requireNonNull(kind, "kind");
    }
}
