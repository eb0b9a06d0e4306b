package dev.mastic.services.crawlers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.model.CrawlerHistory;
import software.amazon.awssdk.services.glue.model.CrawlerMetrics;
import software.amazon.awssdk.services.glue.model.CrawlsFilter;

/** Crawls between wire and domain. */
final class CrawlShapes {
    // What AWS gives a crawler.
    private static final double DPUS = 2;
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final double MILLIS_PER_SECOND = 1_000;

    private CrawlShapes() {}

    static CrawlerHistory history(Crawler crawler, CrawlRecord crawl, Instant now) {
        return CrawlerHistory.builder()
                .crawlId(crawl.id())
                .state(crawl.state().name())
                .startTime(crawl.startedAt())
                .endTime(crawl.endedAt().orElse(null))
                .summary(crawl.summary().isEmpty() ? null : crawl.summary())
                .errorMessage(crawl.error().isEmpty() ? null : crawl.error())
                .logGroup(CrawlerShapes.LOG_GROUP)
                .logStream(crawler.name())
                .messagePrefix(crawl.id())
                .dpuHour(dpuHours(crawl, now))
                .build();
    }

    /**
     * What a crawler has done lately. Airflow reads every member without a default.
     *
     * @param ended its last crawls, newest first
     */
    static CrawlerMetrics metrics(Crawler crawler, List<CrawlRecord> ended, boolean running, Instant now) {
        List<Double> lengths =
                ended.stream().map(crawl -> seconds(crawl.length(now))).sorted().toList();
        double median = lengths.isEmpty() ? 0 : lengths.get(lengths.size() / 2);
        return CrawlerMetrics.builder()
                .crawlerName(crawler.name())
                .timeLeftSeconds(0.0)
                .stillEstimating(running)
                .lastRuntimeSeconds(ended.isEmpty() ? 0 : seconds(ended.get(0).length(now)))
                .medianRuntimeSeconds(median)
                .tablesCreated(ended.isEmpty() ? 0 : ended.get(0).tablesAdded())
                .tablesUpdated(ended.isEmpty() ? 0 : ended.get(0).tablesUpdated())
                .tablesDeleted(ended.isEmpty() ? 0 : ended.get(0).tablesDeleted())
                .build();
    }

    /** Whether a crawl is one that a filter asks for. */
    static Predicate<CrawlRecord> filter(CrawlsFilter filter, Instant now) {
        String value = filter.fieldValue() == null ? "" : filter.fieldValue();
        return switch (filter.fieldName()) {
            case CRAWL_ID -> crawl -> holds(filter, crawl.id().compareTo(value));
            case STATE -> crawl -> holds(filter, crawl.state().name().compareTo(value));
            case START_TIME -> {
                Instant time = time(value);
                yield crawl -> holds(filter, crawl.startedAt().compareTo(time));
            }
            case END_TIME -> {
                Instant time = time(value);
                yield crawl -> crawl.endedAt().isPresent()
                        && holds(filter, crawl.endedAt().orElseThrow().compareTo(time));
            }
            case DPU_HOUR -> {
                double hours = number(value);
                yield crawl -> holds(filter, Double.compare(dpuHours(crawl, now), hours));
            }
            case UNKNOWN_TO_SDK_VERSION -> throw Refusals.invalid("FieldName: %s", filter.fieldNameAsString());
        };
    }

    /** A time in milliseconds since 1970, as filters and tokens have it. */
    static Instant time(String millis) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(millis));
        } catch (NumberFormatException notMillis) {
            throw Refusals.invalid("%s is not a time (expected: milliseconds since 1970)", millis);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notNumber) {
            throw Refusals.invalid("%s is not a number", text);
        }
    }

    private static boolean holds(CrawlsFilter filter, int comparison) {
        return switch (filter.filterOperator()) {
            case GT -> comparison > 0;
            case GE -> comparison >= 0;
            case LT -> comparison < 0;
            case LE -> comparison <= 0;
            case EQ -> comparison == 0;
            case NE -> comparison != 0;
            case UNKNOWN_TO_SDK_VERSION ->
                throw Refusals.invalid("FilterOperator: %s", filter.filterOperatorAsString());
        };
    }

    private static double dpuHours(CrawlRecord crawl, Instant now) {
        return DPUS * seconds(crawl.length(now)) / SECONDS_PER_HOUR;
    }

    private static double seconds(Duration length) {
        return length.toMillis() / MILLIS_PER_SECOND;
    }
}
