package dev.mastic.services.crawlers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.services.crawlers.crawl.CrawlOptions;
import dev.mastic.services.crawlers.crawl.CrawlTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.CatalogTarget;
import software.amazon.awssdk.services.glue.model.CrawlerLineageSettings;
import software.amazon.awssdk.services.glue.model.CrawlerTargets;
import software.amazon.awssdk.services.glue.model.CreateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.DeleteBehavior;
import software.amazon.awssdk.services.glue.model.RecrawlBehavior;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.SchemaChangePolicy;
import software.amazon.awssdk.services.glue.model.UpdateBehavior;

/** Reads what a crawl is to do out of a crawler's definition, and refuses what it cannot do. */
final class CrawlPlanShapes {
    private static final Pattern S3_PATH = Pattern.compile("s3[an]?://([^/]+)/?(.*)");
    private static final int SAMPLE_SIZE_MAX = 249;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CONFIGURATION =
            Set.of("Version", "CrawlerOutput", "Grouping", "CreatePartitionIndex");

    private CrawlPlanShapes() {}

    static CrawlPlan plan(Owner owner, CreateCrawlerRequest request) {
        CrawlerTargets targets = request.targets();
        refuseOthers(request, targets);
        if (targets.s3Targets().isEmpty() && targets.catalogTargets().isEmpty()) {
            throw Refusals.invalid("A crawler needs at least one target");
        }
        if (!targets.s3Targets().isEmpty() && !targets.catalogTargets().isEmpty()) {
            throw Refusals.invalid("A crawler with catalog targets has no other targets");
        }
        String database = Optional.ofNullable(request.databaseName()).orElse("");
        if (database.isEmpty() && targets.catalogTargets().isEmpty()) {
            throw Refusals.invalid("DatabaseName is needed for targets in S3");
        }
        CrawlOptions options = options(request);
        boolean log = options.changed() == CrawlOptions.Changed.LOG && options.gone() == CrawlOptions.Gone.LOG;
        if (options.recrawl() == CrawlOptions.Recrawl.NEW_FOLDERS && !log) {
            throw Refusals.invalid("The SchemaChangePolicy for CRAWL_NEW_FOLDERS_ONLY must be LOG and LOG");
        }
        if (!targets.catalogTargets().isEmpty() && options.gone() != CrawlOptions.Gone.LOG) {
            throw Refusals.invalid("The DeleteBehavior of a crawler with catalog targets must be LOG");
        }
        Map<String, List<String>> tables = new LinkedHashMap<>();
        for (CatalogTarget target : targets.catalogTargets()) {
            refuse(target.eventQueueArn(), "CatalogTargets.EventQueueArn");
            tables.computeIfAbsent(target.databaseName(), key -> new ArrayList<>())
                    .addAll(target.tables());
        }
        return new CrawlPlan(
                new CrawlerRole(owner.account(), owner.region(), request.role(), request.name()),
                targets.s3Targets().stream()
                        .map(target -> target(target, database))
                        .toList(),
                tables,
                request.classifiers(),
                options);
    }

    /** A place that stands in a table. */
    static Optional<CrawlTarget> target(String location, String database, String table) {
        Matcher path = S3_PATH.matcher(location);
        return path.matches()
                ? Optional.of(new CrawlTarget(
                        path.group(1),
                        withoutSlash(path.group(2)),
                        List.of(),
                        OptionalInt.empty(),
                        database,
                        Optional.of(table)))
                : Optional.empty();
    }

    private static void refuseOthers(CreateCrawlerRequest request, CrawlerTargets targets) {
        refuse(targets.jdbcTargets(), "Targets.JdbcTargets");
        refuse(targets.mongoDBTargets(), "Targets.MongoDBTargets");
        refuse(targets.dynamoDBTargets(), "Targets.DynamoDBTargets");
        refuse(targets.deltaTargets(), "Targets.DeltaTargets");
        refuse(targets.icebergTargets(), "Targets.IcebergTargets");
        refuse(targets.hudiTargets(), "Targets.HudiTargets");
        refuse(request.crawlerSecurityConfiguration(), "CrawlerSecurityConfiguration");
        if (request.lineageConfiguration() != null
                && request.lineageConfiguration().crawlerLineageSettings() == CrawlerLineageSettings.ENABLE) {
            throw Refusals.notImplemented("CrawlerLineageSettings ENABLE");
        }
        if (request.lakeFormationConfiguration() != null
                && Boolean.TRUE.equals(request.lakeFormationConfiguration().useLakeFormationCredentials())) {
            throw Refusals.notImplemented("UseLakeFormationCredentials");
        }
    }

    private static void refuse(List<?> members, String name) {
        if (!members.isEmpty()) {
            throw Refusals.notImplemented(name);
        }
    }

    private static void refuse(@Nullable String member, String name) {
        if (member != null && !member.isEmpty()) {
            throw Refusals.notImplemented(name);
        }
    }

    private static CrawlTarget target(S3Target target, String database) {
        refuse(target.eventQueueArn(), "S3Targets.EventQueueArn");
        Matcher path = S3_PATH.matcher(Optional.ofNullable(target.path()).orElse(""));
        if (!path.matches()) {
            throw Refusals.invalid("%s is not a path in S3 (expected: s3://bucket/folder)", target.path());
        }
        Integer sample = target.sampleSize();
        if (sample != null && (sample < 1 || sample > SAMPLE_SIZE_MAX)) {
            throw Refusals.invalid("SampleSize: %d (expected: 1 to %d)", sample, SAMPLE_SIZE_MAX);
        }
        return new CrawlTarget(
                path.group(1),
                withoutSlash(path.group(2)),
                target.exclusions(),
                sample == null ? OptionalInt.empty() : OptionalInt.of(sample),
                database,
                Optional.empty());
    }

    private static String withoutSlash(String key) {
        return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    }

    private static CrawlOptions options(CreateCrawlerRequest request) {
        RecrawlBehavior recrawl = CrawlerShapes.recrawl(request.recrawlPolicy()).recrawlBehavior();
        if (recrawl == RecrawlBehavior.CRAWL_EVENT_MODE) {
            throw Refusals.notImplemented("RecrawlBehavior CRAWL_EVENT_MODE");
        }
        SchemaChangePolicy changes = CrawlerShapes.changes(request.schemaChangePolicy());
        JsonNode configuration = configuration(request.configuration());
        JsonNode output = configuration.path("CrawlerOutput");
        JsonNode grouping = configuration.path("Grouping");
        return new CrawlOptions(
                Optional.ofNullable(request.tablePrefix()).orElse(""),
                recrawl == RecrawlBehavior.CRAWL_EVERYTHING
                        ? CrawlOptions.Recrawl.EVERYTHING
                        : CrawlOptions.Recrawl.NEW_FOLDERS,
                changes.updateBehavior() == UpdateBehavior.LOG ? CrawlOptions.Changed.LOG : CrawlOptions.Changed.UPDATE,
                changes.deleteBehavior() == DeleteBehavior.LOG
                        ? CrawlOptions.Gone.LOG
                        : changes.deleteBehavior() == DeleteBehavior.DELETE_FROM_DATABASE
                                ? CrawlOptions.Gone.DELETE
                                : CrawlOptions.Gone.DEPRECATE,
                is(output.path("Tables").path("AddOrUpdateBehavior"), "MergeNewColumns"),
                is(output.path("Partitions").path("AddOrUpdateBehavior"), "InheritFromTable"),
                is(grouping.path("TableGroupingPolicy"), "CombineCompatibleSchemas"),
                number(grouping.path("TableLevelConfiguration"), "TableLevelConfiguration"),
                number(output.path("Tables").path("TableThreshold"), "TableThreshold"),
                configuration.path("CreatePartitionIndex").asBoolean(true));
    }

    private static JsonNode configuration(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode configuration = JSON.readTree(text);
            if (!configuration.isObject() || configuration.path("Version").asDouble() != 1.0) {
                throw Refusals.invalid("Configuration: expected a JSON object with \"Version\": 1.0");
            }
            configuration.fieldNames().forEachRemaining(name -> {
                if (!CONFIGURATION.contains(name)) {
                    throw Refusals.invalid("Configuration: %s (expected: one of %s)", name, CONFIGURATION);
                }
            });
            return configuration;
        } catch (JsonProcessingException notJson) {
            throw Refusals.invalid("Configuration is not JSON");
        }
    }

    /** Whether a member has the one value that it may have. */
    private static boolean is(JsonNode member, String value) {
        if (member.isMissingNode()) {
            return false;
        }
        if (!member.asText().equals(value)) {
            throw Refusals.invalid("Configuration: %s (expected: %s)", member.asText(), value);
        }
        return true;
    }

    private static OptionalInt number(JsonNode member, String name) {
        if (member.isMissingNode()) {
            return OptionalInt.empty();
        }
        if (!member.canConvertToInt() || member.asInt() < 1) {
            throw Refusals.invalid("Configuration: %s is %s (expected: a whole number above 0)", name, member);
        }
        return OptionalInt.of(member.asInt());
    }
}
