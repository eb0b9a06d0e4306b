package dev.mastic.services.crawlers.crawl;

/** Where a crawl tells what it does. */
public interface CrawlLog {
    void info(String message);

    void warn(String message);

    void error(String message);

    /** The lines that frame a crawl. */
    void benchmark(String message);
}
