package dev.mastic.services.crawlers;

import dev.mastic.aws.ServiceException;
import dev.mastic.services.crawlers.CrawlRecord.State;
import dev.mastic.services.crawlers.crawl.Crawl;
import dev.mastic.services.crawlers.crawl.CrawlFailedException;
import dev.mastic.services.crawlers.crawl.CrawlReport;
import dev.mastic.services.crawlers.crawl.CrawlStoppedException;
import dev.mastic.services.crawlers.crawl.CrawlTarget;
import dev.mastic.services.crawlers.crawl.CrawledCatalog;
import dev.mastic.services.crawlers.inference.Classifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what StartCrawler and schedules want done: one crawl after the other. */
public final class CrawlLoop {
    private static final Logger LOG = LoggerFactory.getLogger(CrawlLoop.class);

    private final Crawlers crawlers;
    private final JdbcCrawlerStore store;
    private final JdbcCrawlStore crawls;
    private final JdbcClassifierStore classifiers;
    private final CrawlGround ground;
    private final Clock clock;

    CrawlLoop(
            Crawlers crawlers,
            JdbcCrawlerStore store,
            JdbcCrawlStore crawls,
            JdbcClassifierStore classifiers,
            CrawlGround ground,
            Clock clock) {
        this.crawlers = crawlers;
        this.store = store;
        this.crawls = crawls;
        this.classifiers = classifiers;
        this.ground = ground;
        this.clock = clock;
    }

    /** Takes up what an earlier server process left: its crawls begin again, which changes nothing that is done. */
    public void recover() {
        crawls.unclaim();
    }

    /** Starts what schedules want started. To be called by one thread only. */
    public void startDue() {
        crawlers.startDue();
    }

    /** Works until nothing is left to do. Several threads may, each at a crawl of its own. */
    public void tick() {
        for (Optional<CrawlRecord> next = crawls.claim(); next.isPresent(); next = crawls.claim()) {
            CrawlRecord record = next.orElseThrow();
            store.find(record.crawlerId()).ifPresent(crawler -> run(crawler, record));
        }
    }

    private void run(Crawler crawler, CrawlRecord record) {
        CrawlerRole role = CrawlPlanShapes.plan(crawler.owner(), CrawlerShapes.request(crawler))
                .role();
        CrawlLines lines = new CrawlLines(record.id(), some -> ground.log(role, some), clock);
        lines.benchmark("Running Start Crawl for Crawler " + crawler.name());
        CrawlReport report = new CrawlReport();
        State state = State.COMPLETED;
        String error = "";
        try {
            Crawl crawl = crawl(crawler, record, lines);
            report = crawl.report();
            crawl.run();
        } catch (CrawlStoppedException stopped) {
            state = State.STOPPED;
            lines.info("Crawl is cancelled");
        } catch (CrawlFailedException | ServiceException failed) {
            state = State.FAILED;
            error = CrawlerShapes.message(
                    failed instanceof ServiceException refusal
                            ? refusal.message()
                            : String.valueOf(failed.getMessage()));
            lines.error(error);
        } catch (RuntimeException | StackOverflowError bug) {
            LOG.error("crawl {} of {} failed", record.id(), crawler.name(), bug);
            state = State.FAILED;
            error = "Internal Service Exception";
            lines.error(error);
        }
        // The log before the state: who sees the crawler READY finds all its lines.
        lines.benchmark("Crawler has finished running and is in state READY");
        crawls.end(new CrawlRecord(
                record.id(),
                record.crawlerId(),
                state,
                record.stopping(),
                record.startedAt(),
                Optional.of(clock.instant()),
                report.tablesAdded(),
                report.tablesUpdated(),
                report.tablesDeleted(),
                report.summary(),
                error));
    }

    private Crawl crawl(Crawler crawler, CrawlRecord record, CrawlLines lines) {
        CrawlPlan plan = CrawlPlanShapes.plan(crawler.owner(), CrawlerShapes.request(crawler));
        CrawledCatalog catalog = ground.catalog(plan.role());
        List<CrawlTarget> targets = new ArrayList<>(plan.targets());
        plan.tables()
                .forEach((database, tables) -> tables.forEach(table -> targets.add(target(catalog, database, table))));
        List<Classifier> custom = new ArrayList<>();
        for (String name : plan.classifiers()) {
            custom.add(ClassifierShapes.classifier(classifiers
                    .find(crawler.owner(), name)
                    .orElseThrow(() -> new CrawlFailedException("Classifier " + name + " does not exist."))));
        }
        return new Crawl(
                crawler.name(),
                targets,
                plan.options(),
                custom,
                ground.lake(plan.role()),
                catalog,
                lines,
                clock,
                () -> crawls.find(record.id()).map(CrawlRecord::stopping).orElse(true));
    }

    private static CrawlTarget target(CrawledCatalog catalog, String database, String table) {
        return catalog.find(database, table)
                .flatMap(found -> CrawlPlanShapes.target(found.location(), database, found.name()))
                .orElseThrow(() -> new CrawlFailedException(
                        "Table " + database + "." + table + " is not there, or has no location in S3."));
    }
}
