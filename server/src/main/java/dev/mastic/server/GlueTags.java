package dev.mastic.server;

import dev.mastic.services.catalog.CatalogTags;
import dev.mastic.services.connections.ConnectionTags;
import dev.mastic.services.crawlers.CrawlerTags;
import dev.mastic.services.jobs.ResourceTags;
import java.util.Map;

/** Gives databases, connections and crawlers their place in the one tag store of Glue. */
final class GlueTags implements CatalogTags, ConnectionTags, CrawlerTags {
    private final ResourceTags tags;

    GlueTags(ResourceTags tags) {
        this.tags = tags;
    }

    @Override
    public void tag(String arn, Map<String, String> added) {
        tags.add(arn, added);
    }

    @Override
    public Map<String, String> of(String arn) {
        return tags.of(arn);
    }

    @Override
    public void forget(String arn) {
        tags.forget(arn);
    }
}
