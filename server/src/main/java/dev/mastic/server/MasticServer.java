package dev.mastic.server;

import dev.mastic.aws.OperationTable;
import dev.mastic.aws.model.Constraints;
import dev.mastic.aws.protocol.CborProtocol;
import dev.mastic.aws.protocol.JsonProtocol;
import dev.mastic.aws.protocol.QueryProtocol;
import dev.mastic.aws.protocol.RestXmlProtocol;
import dev.mastic.aws.request.Authorize;
import dev.mastic.aws.request.HostNames;
import dev.mastic.aws.request.IdentifyService;
import dev.mastic.aws.request.Invoke;
import dev.mastic.aws.request.LimitBody;
import dev.mastic.aws.request.OperationCalls;
import dev.mastic.aws.request.ParseInput;
import dev.mastic.aws.request.Protocols;
import dev.mastic.aws.request.RequestList;
import dev.mastic.aws.request.VerifySignature;
import dev.mastic.aws.sigv4.ClockSkew;
import dev.mastic.aws.sigv4.SignatureVerifier;
import dev.mastic.server.Configuration.RootKey;
import dev.mastic.services.access.AccessModule;
import dev.mastic.services.access.policy.PolicyKind;
import dev.mastic.services.access.policy.PolicyParser;
import dev.mastic.services.catalog.CatalogModule;
import dev.mastic.services.catalog.CatalogPolicies;
import dev.mastic.services.connections.ConnectionsModule;
import dev.mastic.services.costs.CostsApi;
import dev.mastic.services.crawlers.CrawlersModule;
import dev.mastic.services.jobs.JobsModule;
import dev.mastic.services.logs.LogsModule;
import dev.mastic.services.metrics.MetricsModule;
import dev.mastic.services.secrets.SecretsModule;
import dev.mastic.services.storage.ObjectsApi;
import dev.mastic.services.storage.StorageModule;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import dev.mastic.store.RandomIds;
import dev.mastic.store.SealingKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The server, wired: the one place that knows every part. */
public final class MasticServer implements AutoCloseable {
    // Source: the AWS Glue documentation, "Creating and managing usage profiles".
    private static final String USAGE_PROFILE_TAG = "glue:UsageProfile";
    private static final Duration CRAWL_PERIOD = Duration.ofSeconds(1);
    private static final int CRAWLS_AT_ONCE = 2;
    private static final Duration LOG_SWEEP_PERIOD = Duration.ofMinutes(1);
    private static final Duration METRIC_SWEEP_PERIOD = Duration.ofMinutes(1);
    private static final Duration SECRET_SWEEP_PERIOD = Duration.ofMinutes(10);
    private static final Duration BLOB_SWEEP_PERIOD = Duration.ofSeconds(5);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Configuration configuration;
    private final OperationTable operations;
    private final OperationCalls calls;
    private final HttpEdge edge;
    private final Runnable drain;

    /**
     * Starts a server with the configuration that flags and environment give.
     *
     * @throws UsageException when it cannot start as asked
     */
    public static MasticServer start(List<String> arguments, Map<String, String> environment) {
        return new MasticServer(Configuration.of(Settings.read(arguments, environment)));
    }

    private MasticServer(Configuration configuration) {
        this.configuration = configuration;
        try {
            Clock clock = Clock.systemUTC();
            SecureRandom random = new SecureRandom();
            Ids ids = new RandomIds(random);
            Failpoints failpoints = KillingFailpoints.of(configuration.failpoint());
            DataDirectory data = open(DataDirectory.open(configuration.dataDirectory()));
            Database database = open(database(configuration, data));

            CatalogPolicies catalogPolicies = new CatalogPolicies(database);
            AccessModule access = new AccessModule(database, ids, clock, catalogPolicies::governing);
            StorageModule storage =
                    StorageModule.open(database, data.resolve("objects"), access.authorizer(), clock, ids, failpoints);
            MetricsModule metrics = new MetricsModule(database, clock);
            SealingKey sealingKey = new SealingKey(data.sealingKey(ids), random);
            LogsModule logs = new LogsModule(database, sealingKey, clock);
            SecretsModule secrets = new SecretsModule(database, sealingKey, access.authorizer(), ids, random, clock);
            JobsModule jobs = new JobsModule(database, sealingKey, ids, clock);
            GlueTags tags = new GlueTags(jobs.tags());
            CatalogModule catalog = new CatalogModule(
                    database, clock, tags, catalogPolicies, policy -> PolicyParser.parse(policy, PolicyKind.RESOURCE));
            ConnectionsModule connections = new ConnectionsModule(
                    database,
                    sealingKey,
                    tags,
                    secrets::read,
                    access.authorizer(),
                    configuration.driver().home().map(home -> home.resolve("lib")),
                    clock);
            List<Ticker> crawling = IntStream.range(0, CRAWLS_AT_ONCE)
                    .mapToObj(each -> open(new Ticker("crawls-" + each, CRAWL_PERIOD)))
                    .toList();
            CrawlersModule crawlers = new CrawlersModule(
                    database,
                    new CrawlerPorts(access, storage.reader(), logs.writer(), this::calls),
                    tags,
                    ids,
                    clock,
                    () -> crawling.forEach(Ticker::wake));
            ConnectionPorts connectionPorts = new ConnectionPorts(connections, access);
            RunPorts ports = RunPorts.of(access, storage, logs.writer(), metrics.writer());
            DiskSpace disk = new DiskSpace(
                    configuration.dataDirectory(), configuration.limits().diskFreeMin());
            Telemetry telemetry = new Telemetry(clock);
            RunLoops runs = open(
                    new RunLoops(configuration, data, database, ids, clock, failpoints, ports, disk, telemetry::ended));

            RootKey rootKey = data.rootKey(configuration.account().rootKey(), ids);
            access.accounts()
                    .ensureRoot(configuration.account().id(), rootKey.accessKeyId(), rootKey.secretAccessKey());
            operations = new OperationTable(all(List.of(
                    access.apis(),
                    storage.apis(),
                    logs.apis(),
                    metrics.apis(),
                    catalog.apis(),
                    secrets.apis(),
                    connections.apis(),
                    crawlers.apis(),
                    List.of(new CostsApi(runs.store(), jobs.tags()::of, clock)),
                    jobs.apis(
                            runs.queue(),
                            access.authorizer(),
                            access.roles()::arnOf,
                            connectionPorts,
                            scripts(storage, access),
                            caller -> Optional.ofNullable(
                                    access.tags(caller.principal()).get(USAGE_PROFILE_TAG)),
                            List.of(connectionPorts, new TaggedCrawlers(crawlers))))));
            calls = new OperationCalls(operations, access.authorizer());
            SignatureVerifier verifier = verifier(configuration, access);
            Map<String, HttpEdge.Page> pages = new HashMap<>(new OperatingPages(runs, disk, telemetry).byPath());
            pages.put("/_mastic/credentials", new CredentialsPage(runs.credentials()));
            pages.put(
                    "/_mastic/spark",
                    new SparkPage(
                            verifier,
                            access.authorizer(),
                            runs.queue(),
                            runs::directory,
                            storage.reader(),
                            ports.callers(),
                            clock));
            pages.put(
                    "/_mastic/bookmark",
                    new BookmarkPage(
                            runs.holders(),
                            jobs.runBookmarks(runs.queue(), storage.transactions()::publish, failpoints),
                            storage.changes(),
                            ports.callers()));
            edge = open(new HttpEdge(
                    configuration.listen(),
                    configuration.limits(),
                    requests(configuration, access, verifier, operations, telemetry, clock),
                    pages,
                    ids,
                    clock));
            edge.start();
            runs.start(endpoint());
            crawlers.loop().recover();
            crawling.forEach(each -> each.start(crawlers.loop()::tick));
            sweep("crawler-schedules", CRAWL_PERIOD, crawlers.loop()::startDue);
            telemetry.watch(runs, disk);
            drain = () -> runs.drain(configuration.runs().drain());
            sweep("log-sweeper", LOG_SWEEP_PERIOD, logs::sweep);
            sweep("metric-sweeper", METRIC_SWEEP_PERIOD, metrics::sweep);
            sweep("secret-sweeper", SECRET_SWEEP_PERIOD, secrets::sweep);
            sweep("blob-sweeper", BLOB_SWEEP_PERIOD, storage.sweeper()::tick);
            data.announce(
                    endpoint(),
                    configuration.account().region(),
                    ProcessHandle.current().pid());
            opened.push(data::withdraw);
        } catch (RuntimeException cannot) {
            close();
            throw cannot;
        }
    }

    /** Where clients reach it, e.g. {@code http://127.0.0.1:4566}. */
    public String endpoint() {
        return "http://" + configuration.listen().host() + ":" + edge.port();
    }

    public Path dataDirectory() {
        return configuration.dataDirectory();
    }

    /** What it answers. */
    public OperationTable operations() {
        return operations;
    }

    /** Waits for the runs that work, as long as the configuration says, while requests are answered. */
    public void drain() {
        if (!configuration.runs().drain().isZero()) {
            drain.run();
        }
    }

    /** Stops taking requests, then lets go of everything in the reverse order. Drivers that have a run go on. */
    @Override
    public synchronized void close() {
        for (AutoCloseable part = opened.poll(); part != null; part = opened.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private OperationCalls calls() {
        return calls;
    }

    private static Database database(Configuration configuration, DataDirectory data) {
        if (configuration.database().isEmpty()) {
            return Database.open(data.resolve("mastic.db"));
        }
        try {
            return Database.open(configuration.database().orElseThrow().value());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UsageException("database: " + e.getMessage());
        }
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    private void sweep(String name, Duration period, Runnable work) {
        open(new Ticker(name, period)).start(work);
    }

    private static LakeScriptsAccess scripts(StorageModule storage, AccessModule access) {
        return storage.apis().stream()
                .filter(ObjectsApi.class::isInstance)
                .map(ObjectsApi.class::cast)
                .map(objects -> new LakeScriptsAccess(objects, access.authorizer()))
                .findFirst()
                .orElseThrow();
    }

    private static SignatureVerifier verifier(Configuration configuration, AccessModule access) {
        Duration extra = configuration.limits().signatureSkewExtra();
        ClockSkew skew = new ClockSkew(
                ClockSkew.AWS.objects().plus(extra), ClockSkew.AWS.others().plus(extra));
        return new SignatureVerifier(access.credentials(), skew);
    }

    private static RequestList requests(
            Configuration configuration,
            AccessModule access,
            SignatureVerifier verifier,
            OperationTable operations,
            Telemetry telemetry,
            Clock clock) {
        Protocols protocols =
                new Protocols(new JsonProtocol(), new CborProtocol(), new QueryProtocol(), new RestXmlProtocol());
        int bodyBytesMax = configuration.limits().apiBodyBytesMax();
        return new RequestList(
                List.of(
                        new LimitBody(bodyBytesMax),
                        new IdentifyService(
                                protocols,
                                operations,
                                new HostNames(List.of(
                                        "localhost", configuration.listen().host()))),
                        new VerifySignature(verifier),
                        new ParseInput(new Constraints(), bodyBytesMax),
                        new Authorize(access.authorizer()),
                        new Invoke()),
                protocols,
                telemetry.counting(new RequestLog(clock)));
    }

    private static List<Object> all(List<List<Object>> apisOfFeatures) {
        return apisOfFeatures.stream().flatMap(List::stream).toList();
    }
}
