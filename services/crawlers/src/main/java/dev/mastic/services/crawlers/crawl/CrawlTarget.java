package dev.mastic.services.crawlers.crawl;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A place in the lake where a crawl begins.
 *
 * @param prefix the folder's key without the slash at its end, or a file's key; empty for the whole bucket
 * @param exclusions patterns of keys below the prefix that are passed over
 * @param sampleSize how many files of a folder are looked at; decided by the crawl when it is empty
 * @param database where the tables go
 * @param table the one table that all this is; found out when it is empty
 */
public record CrawlTarget(
        String bucket,
        String prefix,
        List<String> exclusions,
        OptionalInt sampleSize,
        String database,
        Optional<String> table) {
    public CrawlTarget {
        requireNonNull(bucket, "bucket");
        requireNonNull(prefix, "prefix");
        exclusions = List.copyOf(exclusions);
        requireNonNull(sampleSize, "sampleSize");
        requireNonNull(database, "database");
        requireNonNull(table, "table");
    }

    String location() {
        return "s3://" + bucket + "/" + prefix;
    }
}
