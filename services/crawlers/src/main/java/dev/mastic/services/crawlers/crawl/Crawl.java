package dev.mastic.services.crawlers.crawl;

import dev.mastic.services.crawlers.inference.BuiltIn;
import dev.mastic.services.crawlers.inference.Classifier;
import dev.mastic.services.crawlers.inference.Sample;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** One crawl over all targets of a crawler. Nothing is written before all has been read. */
public final class Crawl {
    // Of many folders it is enough to look at a little of each.
    private static final int FOLDERS_MANY = 64;
    private static final int HEAD_BYTES_OF_MANY = 1 << 16;

    private final String crawler;
    private final List<CrawlTarget> targets;
    private final CrawlOptions options;
    private final List<Classifier> classifiers;
    private final CrawledLake lake;
    private final CrawledCatalog catalog;
    private final CrawlLog log;
    private final Clock clock;
    private final BooleanSupplier stopped;
    private final CrawlReport report = new CrawlReport();

    /**
     * Makes a crawl.
     *
     * @param custom the classifiers that are asked before the built-in ones
     * @param stopped whether somebody wants it to end
     */
    public Crawl(
            String crawler,
            List<CrawlTarget> targets,
            CrawlOptions options,
            List<Classifier> custom,
            CrawledLake lake,
            CrawledCatalog catalog,
            CrawlLog log,
            Clock clock,
            BooleanSupplier stopped) {
        this.crawler = crawler;
        this.targets = List.copyOf(targets);
        this.options = options;
        this.lake = lake;
        this.catalog = catalog;
        this.log = log;
        this.clock = clock;
        this.stopped = stopped;
        classifiers = new ArrayList<>(custom);
        classifiers.addAll(BuiltIn.all());
    }

    /** What has changed so far. */
    public CrawlReport report() {
        return report;
    }

    /**
     * Reads, then writes.
     *
     * @throws CrawlStoppedException when it was stopped
     * @throws CrawlFailedException when it cannot go on
     * @throws dev.mastic.aws.ServiceException when the role may not do what has to be done
     */
    public void run() {
        record Found(CrawlTarget target, FoundTable table) {}
        List<Found> found = new ArrayList<>();
        for (CrawlTarget target : targets) {
            read(target).forEach(table -> found.add(new Found(target, table)));
        }
        log.benchmark("Classification complete, writing results to the catalog");
        int most = options.tableThreshold().orElse(Integer.MAX_VALUE);
        if (found.size() > most) {
            throw new CrawlFailedException(
                    "The number of tables, " + found.size() + ", is greater than the table threshold, " + most + ".");
        }
        targets.stream().map(CrawlTarget::database).distinct().forEach(catalog::ensureDatabase);
        TableWriter writer = new TableWriter(crawler, options, catalog, report, log, clock);
        for (Found each : found) {
            if (stopped.getAsBoolean()) {
                throw new CrawlStoppedException();
            }
            writer.write(each.target(), each.table());
        }
        writer.sweep(targets);
        log.benchmark("Finished writing to Catalog");
    }

    private List<FoundTable> read(CrawlTarget target) {
        FolderTree tree = new FolderTree(lake, target);
        Folder root = tree.read();
        boolean fixed = target.table().isPresent();
        Schemas schemas = new Schemas(options.combineCompatible() || fixed);
        int headBytes = tree.folders() > FOLDERS_MANY ? HEAD_BYTES_OF_MANY : Sample.HEAD_BYTES_MAX;
        FolderReader reader = new FolderReader(lake, target, headBytes, classifiers, schemas, log, stopped);
        if (tree.files() == 0) {
            Optional<FoundTable> single = tree.file()
                    .flatMap(reader::leaf)
                    .map(leaf -> new Grouping(target.bucket(), reader, schemas, OptionalInt.empty()).table(leaf));
            if (single.isEmpty()) {
                log.warn("There are no files under " + target.location() + ".");
            }
            return single.stream().toList();
        }
        int rootLevel = 1 + (int) root.path().chars().filter(c -> c == '/').count();
        OptionalInt tableLevel = fixed ? OptionalInt.of(rootLevel) : options.tableLevel();
        List<FoundTable> tables = new Grouping(target.bucket(), reader, schemas, tableLevel).tables(root);
        return fixed
                ? tables.stream()
                        .filter(table -> table.location().equals(target.location() + "/"))
                        .toList()
                : tables;
    }
}
