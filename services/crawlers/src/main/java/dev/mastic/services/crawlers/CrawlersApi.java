package dev.mastic.services.crawlers;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.store.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.BatchGetCrawlersRequest;
import software.amazon.awssdk.services.glue.model.BatchGetCrawlersResponse;
import software.amazon.awssdk.services.glue.model.CreateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.CreateCrawlerResponse;
import software.amazon.awssdk.services.glue.model.DeleteCrawlerRequest;
import software.amazon.awssdk.services.glue.model.DeleteCrawlerResponse;
import software.amazon.awssdk.services.glue.model.GetCrawlerRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlerResponse;
import software.amazon.awssdk.services.glue.model.GetCrawlersRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlersResponse;
import software.amazon.awssdk.services.glue.model.ListCrawlersRequest;
import software.amazon.awssdk.services.glue.model.ListCrawlersResponse;
import software.amazon.awssdk.services.glue.model.StartCrawlerRequest;
import software.amazon.awssdk.services.glue.model.StartCrawlerResponse;
import software.amazon.awssdk.services.glue.model.StartCrawlerScheduleRequest;
import software.amazon.awssdk.services.glue.model.StartCrawlerScheduleResponse;
import software.amazon.awssdk.services.glue.model.StopCrawlerRequest;
import software.amazon.awssdk.services.glue.model.StopCrawlerResponse;
import software.amazon.awssdk.services.glue.model.StopCrawlerScheduleRequest;
import software.amazon.awssdk.services.glue.model.StopCrawlerScheduleResponse;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerResponse;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerScheduleRequest;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerScheduleResponse;

/** Glue's operations on crawlers and their schedules. */
public final class CrawlersApi {
    private static final int PAGE_ITEMS_MAX = 1_000;
    private static final int PAGE_ITEMS_DEFAULT = 100;

    private final Crawlers crawlers;
    private final JdbcCrawlerStore store;
    private final JdbcCrawlStore crawls;
    private final JdbcClassifierStore classifiers;
    private final CrawlGround ground;
    private final CrawlerTags tags;
    private final Database database;
    private final Clock clock;

    CrawlersApi(
            Crawlers crawlers,
            JdbcCrawlerStore store,
            JdbcCrawlStore crawls,
            JdbcClassifierStore classifiers,
            CrawlGround ground,
            CrawlerTags tags,
            Database database,
            Clock clock) {
        this.crawlers = crawlers;
        this.store = store;
        this.crawls = crawls;
        this.classifiers = classifiers;
        this.ground = ground;
        this.tags = tags;
        this.database = database;
        this.clock = clock;
    }

    @OnResource("crawler/{Name}")
    public CreateCrawlerResponse createCrawler(Caller caller, CreateCrawlerRequest request) {
        Owner owner = Owner.of(caller);
        check(caller, request);
        String schedule = Optional.ofNullable(request.schedule()).orElse("");
        database.update(handle -> {
            crawlers.create(owner, request.name(), CrawlerShapes.definition(request), schedule);
            if (request.hasTags() && !request.tags().isEmpty()) {
                tags.tag(owner.arn("crawler/" + request.name()), request.tags());
            }
        });
        return CreateCrawlerResponse.builder().build();
    }

    @OnResource("crawler/{Name}")
    public GetCrawlerResponse getCrawler(Caller caller, GetCrawlerRequest request) {
        return GetCrawlerResponse.builder()
                .crawler(shape(crawlers.get(Owner.of(caller), request.name())))
                .build();
    }

    @OnResource("crawler/*")
    public GetCrawlersResponse getCrawlers(Caller caller, GetCrawlersRequest request) {
        int limit = limit(request.maxResults());
        List<Crawler> found = store.list(Owner.of(caller), after(request.nextToken()), limit + 1);
        return GetCrawlersResponse.builder()
                .crawlers(found.stream().limit(limit).map(this::shape).toList())
                .nextToken(token(found, limit))
                .build();
    }

    @OnResource("crawler/*")
    public ListCrawlersResponse listCrawlers(Caller caller, ListCrawlersRequest request) {
        Owner owner = Owner.of(caller);
        int limit = limit(request.maxResults());
        List<Crawler> found = new ArrayList<>();
        String after = after(request.nextToken());
        List<Crawler> some = store.list(owner, after, limit + 1);
        while (!some.isEmpty() && found.size() <= limit) {
            some.stream().filter(each -> hasTags(each, request.tags())).forEach(found::add);
            some = store.list(owner, some.get(some.size() - 1).name(), limit + 1);
        }
        return ListCrawlersResponse.builder()
                .crawlerNames(found.stream().limit(limit).map(Crawler::name).toList())
                .nextToken(token(found, limit))
                .build();
    }

    @OnResource("crawler/{CrawlerNames[]}")
    public BatchGetCrawlersResponse batchGetCrawlers(Caller caller, BatchGetCrawlersRequest request) {
        List<software.amazon.awssdk.services.glue.model.Crawler> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : request.crawlerNames()) {
            store.find(Owner.of(caller), name)
                    .ifPresentOrElse(crawler -> found.add(shape(crawler)), () -> missing.add(name));
        }
        return BatchGetCrawlersResponse.builder()
                .crawlers(found)
                .crawlersNotFound(missing)
                .build();
    }

    @OnResource("crawler/{Name}")
    public UpdateCrawlerResponse updateCrawler(Caller caller, UpdateCrawlerRequest request) {
        database.update(handle -> {
            Crawler read = crawlers.get(Owner.of(caller), request.name());
            Crawler next = read.revised(CrawlerShapes.updated(read, request), clock.instant());
            check(caller, CrawlerShapes.request(next));
            if (request.schedule() != null) {
                next = next.scheduled(request.schedule(), crawlers.next(request.schedule()));
            }
            crawlers.update(read, next);
        });
        return UpdateCrawlerResponse.builder().build();
    }

    @OnResource("crawler/{Name}")
    public DeleteCrawlerResponse deleteCrawler(Caller caller, DeleteCrawlerRequest request) {
        database.update(handle -> {
            Crawler crawler = crawlers.get(Owner.of(caller), request.name());
            crawlers.delete(crawler);
            tags.forget(crawler.arn());
        });
        return DeleteCrawlerResponse.builder().build();
    }

    @OnResource("crawler/{Name}")
    public StartCrawlerResponse startCrawler(Caller caller, StartCrawlerRequest request) {
        crawlers.start(crawlers.get(Owner.of(caller), request.name()));
        return StartCrawlerResponse.builder().build();
    }

    @OnResource("crawler/{Name}")
    public StopCrawlerResponse stopCrawler(Caller caller, StopCrawlerRequest request) {
        crawlers.stop(crawlers.get(Owner.of(caller), request.name()));
        return StopCrawlerResponse.builder().build();
    }

    @OnResource("crawler/{CrawlerName}")
    public UpdateCrawlerScheduleResponse updateCrawlerSchedule(Caller caller, UpdateCrawlerScheduleRequest request) {
        crawlers.schedule(
                crawlers.get(Owner.of(caller), request.crawlerName()),
                Optional.ofNullable(request.schedule()).orElse(""));
        return UpdateCrawlerScheduleResponse.builder().build();
    }

    @OnResource("crawler/{CrawlerName}")
    public StartCrawlerScheduleResponse startCrawlerSchedule(Caller caller, StartCrawlerScheduleRequest request) {
        crawlers.startSchedule(crawlers.get(Owner.of(caller), request.crawlerName()));
        return StartCrawlerScheduleResponse.builder().build();
    }

    @OnResource("crawler/{CrawlerName}")
    public StopCrawlerScheduleResponse stopCrawlerSchedule(Caller caller, StopCrawlerScheduleRequest request) {
        crawlers.stopSchedule(crawlers.get(Owner.of(caller), request.crawlerName()));
        return StopCrawlerScheduleResponse.builder().build();
    }

    private void check(Caller caller, CreateCrawlerRequest request) {
        Owner owner = Owner.of(caller);
        CrawlPlanShapes.plan(owner, request);
        for (String name : request.classifiers()) {
            if (classifiers.find(owner, name).isEmpty()) {
                throw Refusals.invalid("Classifier %s does not exist", name);
            }
        }
        ground.checkRole(caller, request.role());
    }

    private software.amazon.awssdk.services.glue.model.Crawler shape(Crawler crawler) {
        return CrawlerShapes.shape(crawler, crawls.active(crawler), crawls.last(crawler), clock.instant());
    }

    private boolean hasTags(Crawler crawler, Map<String, String> wanted) {
        return wanted.isEmpty() || tags.of(crawler.arn()).entrySet().containsAll(wanted.entrySet());
    }

    private static int limit(@Nullable Integer maxResults) {
        return maxResults == null ? PAGE_ITEMS_DEFAULT : Math.min(maxResults, PAGE_ITEMS_MAX);
    }

    private static String after(@Nullable String token) {
        return token == null || token.isEmpty()
                ? ""
                : PageToken.key(token, 1, ErrorCode.INVALID_INPUT).get(0);
    }

    private static @Nullable String token(List<Crawler> oneMore, int limit) {
        return oneMore.size() > limit ? PageToken.of(oneMore.get(limit - 1).name()) : null;
    }
}
