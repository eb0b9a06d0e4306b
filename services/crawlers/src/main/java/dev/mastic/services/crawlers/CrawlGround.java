package dev.mastic.services.crawlers;

import dev.mastic.aws.Caller;
import dev.mastic.services.crawlers.crawl.CrawledCatalog;
import dev.mastic.services.crawlers.crawl.CrawledLake;
import java.time.Instant;
import java.util.List;

/** What crawlers stand on: the lake, the catalog, the logs and IAM, each with the permissions of the crawler's role. */
public interface CrawlGround {
    /**
     * A line of a crawl's log.
     *
     * @param at when it was written
     */
    record Line(Instant at, String text) {}

    /**
     * Returns when the caller may give Glue the role, and the role lets Glue in.
     *
     * @throws dev.mastic.aws.ServiceException that says what is missing
     */
    void checkRole(Caller caller, String role);

    CrawledLake lake(CrawlerRole role);

    CrawledCatalog catalog(CrawlerRole role);

    /** Writes to the crawler's log stream, when the role may. */
    void log(CrawlerRole role, List<Line> lines);
}
