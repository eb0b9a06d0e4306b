package dev.mastic.services.crawlers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.aws.protocol.ShapeText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.CrawlerLineageSettings;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.CrawlerTargets;
import software.amazon.awssdk.services.glue.model.CreateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.DeleteBehavior;
import software.amazon.awssdk.services.glue.model.LakeFormationConfiguration;
import software.amazon.awssdk.services.glue.model.LastCrawlInfo;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.LineageConfiguration;
import software.amazon.awssdk.services.glue.model.RecrawlBehavior;
import software.amazon.awssdk.services.glue.model.RecrawlPolicy;
import software.amazon.awssdk.services.glue.model.Schedule;
import software.amazon.awssdk.services.glue.model.ScheduleState;
import software.amazon.awssdk.services.glue.model.SchemaChangePolicy;
import software.amazon.awssdk.services.glue.model.UpdateBehavior;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerRequest;

/** Crawlers between wire and domain. */
final class CrawlerShapes {
    static final String LOG_GROUP = "/aws-glue/crawlers";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGE_CHARS_MAX = 2_048;

    private CrawlerShapes() {}

    static String definition(CreateCrawlerRequest request) {
        return ShapeText.write(request.toBuilder().schedule(null).tags(null).build());
    }

    /** The stored definition with what the update says in its place. Texts that are empty take a member away. */
    static String updated(Crawler crawler, UpdateCrawlerRequest request) {
        try {
            ObjectNode definition = (ObjectNode) JSON.readTree(crawler.definition());
            JsonNode changes = JSON.readTree(
                    ShapeText.write(request.toBuilder().schedule(null).build()));
            changes.properties().forEach(change -> definition.set(change.getKey(), change.getValue()));
            return JSON.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored crawler is not readable", e);
        }
    }

    static CreateCrawlerRequest request(Crawler crawler) {
        return ShapeText.read(crawler.definition(), CreateCrawlerRequest.class);
    }

    /**
     * A crawler as it is told.
     *
     * @param active the crawl that runs
     * @param last the crawl that ended last
     */
    static software.amazon.awssdk.services.glue.model.Crawler shape(
            Crawler crawler, Optional<CrawlRecord> active, Optional<CrawlRecord> last, Instant now) {
        CreateCrawlerRequest request = request(crawler);
        return ShapeText.read(crawler.definition(), software.amazon.awssdk.services.glue.model.Crawler.class)
                .toBuilder()
                .targets(targets(request.targets()))
                .classifiers(request.classifiers())
                .description(emptyIsNone(request.description()))
                .configuration(emptyIsNone(request.configuration()))
                .recrawlPolicy(recrawl(request.recrawlPolicy()))
                .schemaChangePolicy(changes(request.schemaChangePolicy()))
                .lineageConfiguration(Optional.ofNullable(request.lineageConfiguration())
                        .orElseGet(() -> LineageConfiguration.builder()
                                .crawlerLineageSettings(CrawlerLineageSettings.DISABLE)
                                .build()))
                .lakeFormationConfiguration(Optional.ofNullable(request.lakeFormationConfiguration())
                        .orElseGet(() -> LakeFormationConfiguration.builder()
                                .useLakeFormationCredentials(false)
                                .accountId("")
                                .build()))
                .state(state(active))
                .crawlElapsedTime(
                        active.map(crawl -> crawl.length(now).toMillis()).orElse(0L))
                .schedule(schedule(crawler))
                .lastCrawl(last.map(crawl -> lastCrawl(crawler, crawl)).orElse(null))
                .creationTime(crawler.createdAt())
                .lastUpdated(crawler.updatedAt())
                .version(crawler.version())
                .build();
    }

    /** The message of a refusal, as far as the wire takes it. */
    static String message(String text) {
        return text.substring(0, Math.min(text.length(), MESSAGE_CHARS_MAX));
    }

    // Lists of targets are there, empty or not: Airflow and Terraform compare them.
    private static CrawlerTargets targets(CrawlerTargets targets) {
        return targets.toBuilder()
                .s3Targets(targets.s3Targets())
                .jdbcTargets(targets.jdbcTargets())
                .mongoDBTargets(targets.mongoDBTargets())
                .dynamoDBTargets(targets.dynamoDBTargets())
                .catalogTargets(targets.catalogTargets())
                .deltaTargets(targets.deltaTargets())
                .icebergTargets(targets.icebergTargets())
                .hudiTargets(targets.hudiTargets())
                .build();
    }

    private static CrawlerState state(Optional<CrawlRecord> active) {
        return active.map(crawl -> crawl.stopping() ? CrawlerState.STOPPING : CrawlerState.RUNNING)
                .orElse(CrawlerState.READY);
    }

    private static @Nullable Schedule schedule(Crawler crawler) {
        return crawler.schedule().isEmpty()
                ? null
                : Schedule.builder()
                        .scheduleExpression(crawler.schedule())
                        .state(crawler.nextAt().isPresent() ? ScheduleState.SCHEDULED : ScheduleState.NOT_SCHEDULED)
                        .build();
    }

    private static LastCrawlInfo lastCrawl(Crawler crawler, CrawlRecord crawl) {
        LastCrawlStatus status = switch (crawl.state()) {
            case COMPLETED -> LastCrawlStatus.SUCCEEDED;
            case STOPPED -> LastCrawlStatus.CANCELLED;
            case FAILED, RUNNING -> LastCrawlStatus.FAILED;
        };
        return LastCrawlInfo.builder()
                .status(status)
                .errorMessage(emptyIsNone(crawl.error()))
                .logGroup(LOG_GROUP)
                .logStream(crawler.name())
                .messagePrefix(crawl.id())
                .startTime(crawl.startedAt())
                .build();
    }

    static RecrawlPolicy recrawl(@Nullable RecrawlPolicy given) {
        return given != null && given.recrawlBehavior() != null
                ? given
                : RecrawlPolicy.builder()
                        .recrawlBehavior(RecrawlBehavior.CRAWL_EVERYTHING)
                        .build();
    }

    static SchemaChangePolicy changes(@Nullable SchemaChangePolicy given) {
        return SchemaChangePolicy.builder()
                .updateBehavior(Optional.ofNullable(given)
                        .map(SchemaChangePolicy::updateBehavior)
                        .orElse(UpdateBehavior.UPDATE_IN_DATABASE))
                .deleteBehavior(Optional.ofNullable(given)
                        .map(SchemaChangePolicy::deleteBehavior)
                        .orElse(DeleteBehavior.DEPRECATE_IN_DATABASE))
                .build();
    }

    private static @Nullable String emptyIsNone(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** The classifiers that a request names. */
    static List<String> classifiers(Crawler crawler) {
        return request(crawler).classifiers();
    }
}
