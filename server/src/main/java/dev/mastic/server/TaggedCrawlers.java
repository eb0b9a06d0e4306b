package dev.mastic.server;

import dev.mastic.services.crawlers.CrawlersModule;
import dev.mastic.services.jobs.TaggedResource;

/** Crawlers among the resources that have tags. */
record TaggedCrawlers(CrawlersModule crawlers) implements TaggedResource {
    @Override
    public String type() {
        return "crawler";
    }

    @Override
    public boolean exists(String account, String region, String name) {
        return crawlers.exists(account, region, name);
    }
}
