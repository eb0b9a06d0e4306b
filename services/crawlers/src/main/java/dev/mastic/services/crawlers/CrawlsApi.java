package dev.mastic.services.crawlers;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.model.CrawlerMetrics;
import software.amazon.awssdk.services.glue.model.CrawlsFilter;
import software.amazon.awssdk.services.glue.model.GetCrawlerMetricsRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlerMetricsResponse;
import software.amazon.awssdk.services.glue.model.ListCrawlsRequest;
import software.amazon.awssdk.services.glue.model.ListCrawlsResponse;

/** Glue's operations on what crawlers did. */
public final class CrawlsApi {
    private static final int PAGE_ITEMS_MAX = 1_000;
    private static final int PAGE_ITEMS_DEFAULT = 20;
    private static final int METRICS_DEFAULT = 100;
    private static final int MEDIAN_OF = 100;

    private final Crawlers crawlers;
    private final JdbcCrawlerStore store;
    private final JdbcCrawlStore crawls;
    private final Clock clock;

    CrawlsApi(Crawlers crawlers, JdbcCrawlerStore store, JdbcCrawlStore crawls, Clock clock) {
        this.crawlers = crawlers;
        this.store = store;
        this.crawls = crawls;
        this.clock = clock;
    }

    @OnResource("crawler/{CrawlerName}")
    public ListCrawlsResponse listCrawls(Caller caller, ListCrawlsRequest request) {
        Crawler crawler = crawlers.get(Owner.of(caller), request.crawlerName());
        Instant now = clock.instant();
        Predicate<CrawlRecord> wanted = each -> true;
        for (CrawlsFilter filter : request.filters()) {
            wanted = wanted.and(CrawlShapes.filter(filter, now));
        }
        int limit = request.maxResults() == null ? PAGE_ITEMS_DEFAULT : Math.min(request.maxResults(), PAGE_ITEMS_MAX);
        List<CrawlRecord> found = new ArrayList<>();
        Instant before = Instant.ofEpochMilli(Long.MAX_VALUE);
        String beforeId = "";
        if (request.nextToken() != null && !request.nextToken().isEmpty()) {
            List<String> key = PageToken.key(request.nextToken(), 2, ErrorCode.INVALID_INPUT);
            before = CrawlShapes.time(key.get(0));
            beforeId = key.get(1);
        }
        List<CrawlRecord> some = crawls.list(crawler, before, beforeId, limit + 1);
        while (!some.isEmpty() && found.size() <= limit) {
            some.stream().filter(wanted).forEach(found::add);
            CrawlRecord last = some.get(some.size() - 1);
            some = crawls.list(crawler, last.startedAt(), last.id(), limit + 1);
        }
        return ListCrawlsResponse.builder()
                .crawls(found.stream()
                        .limit(limit)
                        .map(crawl -> CrawlShapes.history(crawler, crawl, now))
                        .toList())
                .nextToken(
                        found.size() > limit
                                ? PageToken.of(
                                        String.valueOf(
                                                found.get(limit - 1).startedAt().toEpochMilli()),
                                        found.get(limit - 1).id())
                                : null)
                .build();
    }

    @OnResource("crawler/*")
    public GetCrawlerMetricsResponse getCrawlerMetrics(Caller caller, GetCrawlerMetricsRequest request) {
        Owner owner = Owner.of(caller);
        int limit = request.maxResults() == null ? METRICS_DEFAULT : Math.min(request.maxResults(), PAGE_ITEMS_MAX);
        String after = request.nextToken() == null || request.nextToken().isEmpty()
                ? ""
                : PageToken.key(request.nextToken(), 1, ErrorCode.INVALID_INPUT).get(0);
        List<Crawler> found = request.crawlerNameList().isEmpty()
                ? store.list(owner, after, limit + 1)
                : request.crawlerNameList().stream()
                        .distinct()
                        .sorted()
                        .filter(name -> name.compareTo(after) > 0)
                        .flatMap(name -> store.find(owner, name).stream())
                        .toList();
        return GetCrawlerMetricsResponse.builder()
                .crawlerMetricsList(
                        found.stream().limit(limit).map(this::metrics).toList())
                .nextToken(
                        found.size() > limit ? PageToken.of(found.get(limit - 1).name()) : null)
                .build();
    }

    private CrawlerMetrics metrics(Crawler crawler) {
        List<CrawlRecord> ended = crawls.list(crawler, Instant.ofEpochMilli(Long.MAX_VALUE), "", MEDIAN_OF).stream()
                .filter(crawl -> crawl.endedAt().isPresent())
                .toList();
        boolean running = crawls.active(crawler).isPresent();
        return CrawlShapes.metrics(crawler, ended, running, clock.instant());
    }
}
