package dev.mastic.services.crawlers;

import java.util.Map;

/** Where tags of crawlers are; the one tag store of Glue stands behind it. */
public interface CrawlerTags {
    /** Keeps the tags of a resource that has just been made. */
    void tag(String arn, Map<String, String> tags);

    Map<String, String> of(String arn);

    /** Forgets the tags of a resource that is gone. */
    void forget(String arn);
}
