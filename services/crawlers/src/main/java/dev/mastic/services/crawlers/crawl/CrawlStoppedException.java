package dev.mastic.services.crawlers.crawl;

/** Somebody wants the crawl to end. */
public final class CrawlStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
