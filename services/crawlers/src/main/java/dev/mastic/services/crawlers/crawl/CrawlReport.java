package dev.mastic.services.crawlers.crawl;

/** What a crawl has changed so far. */
public final class CrawlReport {
    private int tablesAdded;
    private int tablesUpdated;
    private int tablesDeleted;
    private int partitionsAdded;
    private int partitionsUpdated;
    private int partitionsDeleted;

    public int tablesAdded() {
        return tablesAdded;
    }

    public int tablesUpdated() {
        return tablesUpdated;
    }

    public int tablesDeleted() {
        return tablesDeleted;
    }

    /** The changes as {@code ListCrawls} tells them. */
    public String summary() {
        return """
               {"TABLE":{"ADD":%d,"UPDATE":%d,"DELETE":%d},"PARTITION":{"ADD":%d,"UPDATE":%d,"DELETE":%d}}""".formatted(
                tablesAdded, tablesUpdated, tablesDeleted, partitionsAdded, partitionsUpdated, partitionsDeleted);
    }

    void tableAdded() {
        tablesAdded++;
    }

    void tableUpdated() {
        tablesUpdated++;
    }

    void tableDeleted() {
        tablesDeleted++;
    }

    void partitionsAdded(int count) {
        partitionsAdded += count;
    }

    void partitionsUpdated(int count) {
        partitionsUpdated += count;
    }

    void partitionsDeleted(int count) {
        partitionsDeleted += count;
    }
}
