package dev.mastic.services.crawlers.crawl;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How a crawl goes about it.
 *
 * @param tablePrefix in front of every table's name
 * @param recrawl what is looked at
 * @param changed what becomes of a table that has changed
 * @param gone what becomes of a table whose files are gone
 * @param mergeNewColumns whether a table keeps its columns and only gets new ones
 * @param inheritFromTable whether partitions have the table's columns instead of their own
 * @param combineCompatible whether folders belong together whatever columns they have
 * @param tableLevel how many names up to a table's folder, the bucket's included; found out when it is empty
 * @param tableThreshold how many tables there may be
 * @param partitionIndex whether new tables get an index over their partition keys
 */
public record CrawlOptions(
        String tablePrefix,
        Recrawl recrawl,
        Changed changed,
        Gone gone,
        boolean mergeNewColumns,
        boolean inheritFromTable,
        boolean combineCompatible,
        OptionalInt tableLevel,
        OptionalInt tableThreshold,
        boolean partitionIndex) {
    /** What a crawl looks at. */
    public enum Recrawl {
        EVERYTHING,
        NEW_FOLDERS
    }

    /** What becomes of a table that has changed. */
    public enum Changed {
        LOG,
        UPDATE
    }

    /** What becomes of a table or partition whose files are gone. */
    public enum Gone {
        LOG,
        DELETE,
        DEPRECATE
    }

    public CrawlOptions {
        requireNonNull(tablePrefix, "tablePrefix");
        requireNonNull(recrawl, "recrawl");
        requireNonNull(changed, "changed");
        requireNonNull(gone, "gone");
        requireNonNull(tableLevel, "tableLevel");
        requireNonNull(tableThreshold, "tableThreshold");
    }
}
