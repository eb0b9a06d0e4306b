package dev.mastic.services.crawlers.crawl;

import java.util.List;
import java.util.Optional;

/** The Data Catalog, with the permissions of a crawler's role. Every call may be refused as the API refuses it. */
public interface CrawledCatalog {
    /** Makes the database when it is not there. */
    void ensureDatabase(String database);

    Optional<CrawledTable> find(String database, String table);

    /** All tables of a database that have a location. */
    List<CrawledTable> tables(String database);

    /**
     * Makes a table.
     *
     * @param indexed whether the partition keys get an index
     */
    void create(String database, CrawledTable table, boolean indexed);

    /** Replaces what a crawler writes of a table, and leaves the rest. */
    void update(String database, CrawledTable table);

    void delete(String database, String table);

    List<CrawledPartition> partitions(String database, String table);

    void addPartitions(String database, String table, List<CrawledPartition> partitions);

    void updatePartitions(String database, String table, List<CrawledPartition> partitions);

    void deletePartitions(String database, String table, List<List<String>> values);
}
