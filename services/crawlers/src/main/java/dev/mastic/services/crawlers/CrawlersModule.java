package dev.mastic.services.crawlers;

import dev.mastic.store.Database;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.util.List;

/** Wires crawlers and classifiers over a database. */
public final class CrawlersModule {
    private final JdbcCrawlerStore store;
    private final CrawlLoop loop;
    private final List<Object> apis;

    /**
     * Makes the feature.
     *
     * @param ground what crawlers stand on
     * @param tags where the tags go that {@code CreateCrawler} is given
     * @param wake called when there is something to crawl
     */
    public CrawlersModule(
            Database database, CrawlGround ground, CrawlerTags tags, Ids ids, Clock clock, Runnable wake) {
        store = new JdbcCrawlerStore(database);
        JdbcCrawlStore crawls = new JdbcCrawlStore(database);
        JdbcClassifierStore classifiers = new JdbcClassifierStore(database);
        Crawlers crawlers = new Crawlers(store, crawls, ids, clock, wake);
        loop = new CrawlLoop(crawlers, store, crawls, classifiers, ground, clock);
        apis = List.of(
                new CrawlersApi(crawlers, store, crawls, classifiers, ground, tags, database, clock),
                new CrawlsApi(crawlers, store, crawls, clock),
                new ClassifiersApi(classifiers, database, clock));
    }

    /** The operations, for the server's table of them. */
    public List<Object> apis() {
        return apis;
    }

    /** To be ticked every second, and when it is woken. */
    public CrawlLoop loop() {
        return loop;
    }

    /** Whether there is a crawler of this name. */
    public boolean exists(String account, String region, String name) {
        return store.find(new Owner(account, region), name).isPresent();
    }
}
