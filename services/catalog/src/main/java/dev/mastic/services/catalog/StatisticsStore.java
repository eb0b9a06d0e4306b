package dev.mastic.services.catalog;

import java.util.Optional;

/** Holds the statistics of columns, as JSON, by owner and column. */
interface StatisticsStore {
    /** Keeps the statistics of a column in the place of earlier ones. */
    void put(StatisticsOwner owner, String column, String statistics);

    Optional<String> find(StatisticsOwner owner, String column);

    /** Removes the statistics of a column; false when there are none. */
    boolean remove(StatisticsOwner owner, String column);
}
