package dev.mastic.services.crawlers.crawl;

/** A crawl cannot go on; the message is for the user. */
public final class CrawlFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CrawlFailedException(String message) {
        super(message);
    }
}
