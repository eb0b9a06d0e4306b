package dev.mastic.services.crawlers;

import dev.mastic.services.crawlers.crawl.CrawlOptions;
import dev.mastic.services.crawlers.crawl.CrawlTarget;
import java.util.List;
import java.util.Map;

/**
 * What a crawl is to do.
 *
 * @param targets places in the lake
 * @param tables tables of the catalog by database, whose places are to be looked at again
 * @param classifiers names of those that are asked first
 */
record CrawlPlan(
        CrawlerRole role,
        List<CrawlTarget> targets,
        Map<String, List<String>> tables,
        List<String> classifiers,
        CrawlOptions options) {
    CrawlPlan {
        targets = List.copyOf(targets);
        tables = Map.copyOf(tables);
        classifiers = List.copyOf(classifiers);
    }
}
