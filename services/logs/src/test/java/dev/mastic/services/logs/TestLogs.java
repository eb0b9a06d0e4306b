package dev.mastic.services.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.Caller;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;

class TestLogs {
    private static final Caller CALLER =
            new Caller(Principal.root("000000000000"), "us-east-1", "request", "127.0.0.1", false);

    private final TestClock clock = TestClock.atNoon();
    private final Database database = TestDatabase.create();
    private final LogStore store = new JdbcLogStore(database, TestDatabase.sealingKey());
    private final Logs logs = new Logs(store);
    private final LogGroupsApi groups = new LogGroupsApi(store, logs, clock);
    private final LogStreamsApi streams = new LogStreamsApi(store, logs, clock);
    private final LogEventsApi events = new LogEventsApi(store, logs, clock);

    @BeforeEach
    void makeAStream() {
        groups.createLogGroup(
                CALLER, CreateLogGroupRequest.builder().logGroupName("g").build());
        stream("s");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aReaderFromTheHeadSeesEveryEventOnceAndKnowsTheEnd() {
        put("s", 0, 25);
        List<String> seen = new ArrayList<>();
        String token = null;
        while (true) {
            GetLogEventsResponse page = events.getLogEvents(
                    CALLER,
                    GetLogEventsRequest.builder()
                            .logGroupName("g")
                            .logStreamName("s")
                            .startFromHead(true)
                            .limit(10)
                            .nextToken(token)
                            .build());
            page.events().stream().map(OutputLogEvent::message).forEach(seen::add);
            if (page.nextForwardToken().equals(token)) {
                break;
            }
            token = page.nextForwardToken();
        }
        assertThat(seen).containsExactlyElementsOf(messages(0, 25));

        put("s", 25, 1);
        assertThat(events.getLogEvents(
                                CALLER,
                                GetLogEventsRequest.builder()
                                        .logGroupName("g")
                                        .logStreamName("s")
                                        .nextToken(token)
                                        .build())
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("m25");
    }

    @Test
    void withoutATokenTheNewestEventsComeInTheOrderOfTime() {
        put("s", 0, 25);

        GetLogEventsResponse page = events.getLogEvents(
                CALLER,
                GetLogEventsRequest.builder()
                        .logGroupName("g")
                        .logStreamName("s")
                        .limit(3)
                        .build());

        assertThat(page.events()).extracting(OutputLogEvent::message).containsExactly("m22", "m23", "m24");
        assertThat(events.getLogEvents(
                                CALLER,
                                GetLogEventsRequest.builder()
                                        .logGroupName("g")
                                        .logStreamName("s")
                                        .limit(2)
                                        .nextToken(page.nextBackwardToken())
                                        .build())
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("m20", "m21");
    }

    @Test
    void filteringPagesOverAllStreamsWithoutLossOrRepetition() {
        stream("t");
        put("s", 0, 1_500);
        put("t", 1_500, 1_500);
        List<String> ids = new ArrayList<>();
        String token = null;
        do {
            FilterLogEventsResponse page = events.filterLogEvents(
                    CALLER,
                    FilterLogEventsRequest.builder()
                            .logGroupName("g")
                            .limit(700)
                            .nextToken(token)
                            .build());
            page.events().forEach(event -> ids.add(event.eventId()));
            token = page.nextToken();
        } while (token != null);

        assertThat(ids).hasSize(3_000).doesNotHaveDuplicates();
    }

    @Test
    void theEndTimeIsInclusiveWhenFiltering() {
        put("s", 0, 3);
        long second = clock.millis() + 1;

        assertThat(events.filterLogEvents(
                                CALLER,
                                FilterLogEventsRequest.builder()
                                        .logGroupName("g")
                                        .startTime(second)
                                        .endTime(second)
                                        .build())
                        .events())
                .extracting(event -> event.message())
                .containsExactly("m1");
    }

    @Test
    void eventsThatAreTooOldOrTooNewAreRejectedByIndex() {
        long now = clock.millis();
        var response = events.putLogEvents(
                CALLER,
                PutLogEventsRequest.builder()
                        .logGroupName("g")
                        .logStreamName("s")
                        .logEvents(event(now - Duration.ofDays(15).toMillis(), "old"))
                        .build());

        assertThat(response.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
    }

    @Test
    void aBatchMustBeInOrder() {
        long now = clock.millis();
        assertThatThrownBy(() -> events.putLogEvents(
                        CALLER,
                        PutLogEventsRequest.builder()
                                .logGroupName("g")
                                .logStreamName("s")
                                .logEvents(event(now, "b"), event(now - 1, "a"))
                                .build()))
                .isInstanceOf(ServiceException.class)
                .hasMessage("Log events in a single PutLogEvents request must be in chronological order.");
    }

    @Test
    void streamsAreListedNewestEventFirst() {
        stream("t");
        put("s", 0, 1);
        put("t", 1, 1);

        assertThat(streamNames(1, null)).containsExactly("t", "s");
    }

    @Test
    void aDeletedGroupTakesItsEventsAlong() {
        put("s", 0, 3);
        groups.deleteLogGroup(
                CALLER,
                software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest.builder()
                        .logGroupName("g")
                        .build());

        Integer left = database.read(handle -> handle.createQuery("SELECT count(*) FROM log_event")
                .mapTo(Integer.class)
                .one());
        assertThat(left).isZero();
    }

    @Test
    void linesAndTheirOffsetCommitTogetherOrNotAtAll() {
        LogWriter writer = new LogWriter(store, database, TestDatabase.sealingKey(), clock);
        assertThatThrownBy(() -> database.update(handle -> {
                    writer.append("000000000000", "us-east-1", "new", "s", List.of(new LogEvent(1, "x")), action -> {});
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");

        assertThat(store.findGroup("000000000000", "us-east-1", "new")).isEmpty();
    }

    @Test
    void sealedLinesAreReadThroughTheApiAndNotInTheDatabase() {
        LogWriter writer = new LogWriter(store, database, TestDatabase.sealingKey(), clock);
        long now = clock.instant().toEpochMilli();
        writer.appendSealed("000000000000", "us-east-1", "g", "s", List.of(new LogEvent(now, "tiger")), action -> {});
        writer.append("000000000000", "us-east-1", "g", "s", List.of(new LogEvent(now, "lion")), action -> {});

        GetLogEventsResponse read = events.getLogEvents(
                CALLER,
                GetLogEventsRequest.builder()
                        .logGroupName("g")
                        .logStreamName("s")
                        .startFromHead(true)
                        .build());
        assertThat(read.events()).extracting(OutputLogEvent::message).containsExactly("tiger", "lion");
        assertThat(database.<List<String>>read(handle -> handle.createQuery("SELECT message FROM log_event ORDER BY id")
                        .mapTo(String.class)
                        .list()))
                .satisfiesExactly(
                        hidden -> assertThat(hidden).doesNotContain("tiger"),
                        plain -> assertThat(plain).isEqualTo("lion"));
    }

    @Test
    void whoMayMakeNoGroupMakesNone() {
        LogWriter writer = new LogWriter(store, database, TestDatabase.sealingKey(), clock);
        List<String> asked = new ArrayList<>();
        List<LogEvent> events = List.of(new LogEvent(1, "x"));
        writer.append("000000000000", "us-east-1", "new", "s", events, asked::add);
        writer.append("000000000000", "us-east-1", "new", "s", events, asked::add);
        assertThat(asked).containsExactly("logs:CreateLogGroup", "logs:CreateLogStream");
        assertThatThrownBy(() -> writer.append("000000000000", "us-east-1", "other", "s", events, action -> {
                    throw new IllegalStateException(action);
                }))
                .hasMessage("logs:CreateLogGroup");
        assertThat(store.findGroup("000000000000", "us-east-1", "other")).isEmpty();
    }

    @Test
    @Tag("sqlite")
    void aListIsReadByItsIndexWithoutSorting() {
        for (String sql : List.of(
                JdbcLogStore.LIST_GROUPS,
                JdbcLogStore.STREAM_EVENTS + JdbcLogStore.OLDEST_FIRST,
                JdbcLogStore.STREAM_EVENTS + JdbcLogStore.NEWEST_FIRST,
                JdbcLogStore.GROUP_EVENTS + JdbcLogStore.OLDEST_FIRST,
                JdbcLogStore.GROUP_EVENTS + " AND s.name >= 'a' AND s.name < 'b'" + JdbcLogStore.OLDEST_FIRST,
                JdbcLogStore.GROUP_EVENTS + " AND +e.stream_id IN (1, 2)" + JdbcLogStore.OLDEST_FIRST,
                JdbcLogStore.streamsByName(LogStore.Direction.FORWARD),
                JdbcLogStore.streamsByName(LogStore.Direction.BACKWARD),
                JdbcLogStore.streamsByLastEvent(LogStore.Direction.FORWARD),
                JdbcLogStore.streamsByLastEvent(LogStore.Direction.BACKWARD))) {
            List<String> plan =
                    database.read(handle -> handle.createQuery("EXPLAIN QUERY PLAN " + sql.replaceAll(":\\w+", "'1'"))
                            .map((row, context) -> row.getString("detail"))
                            .list());
            assertThat(plan)
                    .describedAs(sql)
                    .noneMatch(step -> step.contains("TEMP B-TREE") || step.contains("SCAN"))
                    .anyMatch(step -> step.contains("USING INDEX") || step.contains("USING COVERING INDEX"));
        }
        assertThat(plan(JdbcLogStore.GROUP_EVENTS + JdbcLogStore.OLDEST_FIRST)).contains("log_event_by_group");
        assertThat(plan(JdbcLogStore.STREAM_EVENTS + JdbcLogStore.OLDEST_FIRST)).contains("log_event_by_stream");
    }

    @Test
    void aGroupMayBeMeantByItsArnButOnlyByItsOwn() {
        put("s", 0, 2);
        assertThat(filter("arn:aws:logs:us-east-1:000000000000:log-group:g")).hasSize(2);
        assertThat(filter("arn:aws:logs:us-east-1:000000000000:log-group:g:*")).hasSize(2);
        assertThat(filter("g")).hasSize(2);
        assertThatThrownBy(() -> filter("arn:aws:logs:us-east-1:111111111111:log-group:g"))
                .hasMessage("The specified log group does not exist.");
        assertThatThrownBy(() -> filter("arn:aws:logs:eu-west-1:000000000000:log-group:g"))
                .hasMessage("The specified log group does not exist.");
    }

    @Test
    void iamSeesTheNameHoweverTheGroupIsMeant() {
        String named = "arn:aws:logs:us-east-1:000000000000:log-group:/a/b:log-stream:s";
        assertThat(events.arn(CALLER, "log-group:/a/b:log-stream:s")).isEqualTo(named);
        assertThat(events.arn(CALLER, "log-group:arn:aws:logs:us-east-1:000000000000:log-group:/a/b:*:log-stream:s"))
                .isEqualTo(named);
        assertThat(groups.arn(CALLER, "log-group::log-stream:"))
                .isEqualTo("arn:aws:logs:us-east-1:000000000000:log-group::log-stream:");
    }

    @Test
    void streamsMayBeChosenByNamesOrByPrefix() {
        stream("run-1");
        stream("run-2");
        put("s", 0, 3);
        put("run-1", 3, 3);
        put("run-2", 4, 3);
        FilterLogEventsRequest.Builder request =
                FilterLogEventsRequest.builder().logGroupName("g");

        assertThat(messages(request.logStreamNames("run-1", "run-2").build()))
                .containsExactly("m3", "m4", "m4", "m5", "m5", "m6");
        assertThat(messages(FilterLogEventsRequest.builder()
                        .logGroupName("g")
                        .logStreamNamePrefix("run-")
                        .build()))
                .containsExactly("m3", "m4", "m4", "m5", "m5", "m6");
        assertThatThrownBy(() -> messages(request.logStreamNames("nope").build()))
                .hasMessage("The specified log stream does not exist.");
        assertThatThrownBy(() -> messages(
                        request.logStreamNames("s").logStreamNamePrefix("r").build()))
                .isInstanceOf(ServiceException.class);
    }

    @Test
    void whatIsOlderThanTheRetentionIsGoneAtOnce() {
        put("s", 0, 3);
        clock.advance(Duration.ofDays(2));
        put("s", 3, 1);
        groups.putRetentionPolicy(
                CALLER,
                PutRetentionPolicyRequest.builder()
                        .logGroupName("g")
                        .retentionInDays(1)
                        .build());

        assertThat(filter("g")).containsExactly("m3");
        assertThat(storedBytes()).isEqualTo(8);
        assertThat(store.sweep(clock.instant(), 2)).isEqualTo(2);
        assertThat(store.sweep(clock.instant(), 2)).isEqualTo(1);
        assertThat(store.sweep(clock.instant(), 2)).isZero();
        assertThat(storedBytes()).isEqualTo(2);
    }

    @Test
    void anEmptyStreamCanBeFollowedFromItsFirstEvent() {
        GetLogEventsResponse empty = page(null);
        assertThat(empty.events()).isEmpty();
        put("s", 0, 2);
        assertThat(page(empty.nextForwardToken()).events()).hasSize(2);
    }

    @Test
    void aReaderAtTheEndCanTurnAround() {
        put("s", 0, 2);
        GetLogEventsResponse last = page(page(null).nextForwardToken());
        assertThat(last.events()).isEmpty();
        assertThat(page(last.nextBackwardToken()).events()).hasSize(2);
    }

    @Test
    void aPageIsBoundedInBytes() {
        for (int i = 0; i < 5; i++) {
            events.putLogEvents(
                    CALLER,
                    PutLogEventsRequest.builder()
                            .logGroupName("g")
                            .logStreamName("s")
                            .logEvents(event(clock.millis() + i, "x".repeat(400_000)))
                            .build());
        }
        assertThat(page(null).events()).hasSize(2);
        assertThat(filter("g")).hasSize(5);
    }

    @Test
    void groupsAreListedByPrefixOrPart() {
        for (String name : List.of("/aws-glue/jobs/output", "/aws-glue/jobs/error", "/aws/lambda/jobs")) {
            groups.createLogGroup(
                    CALLER, CreateLogGroupRequest.builder().logGroupName(name).build());
        }
        assertThat(groupNames(DescribeLogGroupsRequest.builder().logGroupNamePrefix("/aws-glue/")))
                .containsExactly("/aws-glue/jobs/error", "/aws-glue/jobs/output");
        assertThat(groupNames(DescribeLogGroupsRequest.builder().logGroupNamePattern("jobs")))
                .containsExactly("/aws-glue/jobs/error", "/aws-glue/jobs/output", "/aws/lambda/jobs");
        assertThat(groupNames(DescribeLogGroupsRequest.builder())).hasSize(4);
    }

    @Test
    void tagsAreKeptUnderNameAndArn() {
        groups.tagLogGroup(
                CALLER,
                TagLogGroupRequest.builder()
                        .logGroupName("g")
                        .tags(Map.of("a", "1", "b", "2"))
                        .build());
        String arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
        groups.untagResource(
                CALLER,
                UntagResourceRequest.builder().resourceArn(arn).tagKeys("a").build());
        assertThat(groups.listTagsForResource(
                                CALLER,
                                ListTagsForResourceRequest.builder()
                                        .resourceArn(arn)
                                        .build())
                        .tags())
                .containsExactly(Map.entry("b", "2"));
        assertThatThrownBy(() -> groups.listTagsForResource(
                        CALLER,
                        ListTagsForResourceRequest.builder()
                                .resourceArn(arn.replace("us-east-1", "eu-west-1"))
                                .build()))
                .hasMessage("The specified log group does not exist.");
    }

    private String plan(String sql) {
        return database.read(handle -> handle.createQuery("EXPLAIN QUERY PLAN " + sql.replaceAll(":\\w+", "'1'"))
                .map((row, context) -> row.getString("detail"))
                .list()
                .toString());
    }

    private long storedBytes() {
        return groups.describeLogGroups(
                        CALLER, DescribeLogGroupsRequest.builder().build())
                .logGroups()
                .get(0)
                .storedBytes();
    }

    private List<String> groupNames(DescribeLogGroupsRequest.Builder request) {
        List<String> names = new ArrayList<>();
        String token = null;
        do {
            DescribeLogGroupsResponse page = groups.describeLogGroups(
                    CALLER, request.limit(1).nextToken(token).build());
            page.logGroups().forEach(group -> names.add(group.logGroupName()));
            token = page.nextToken();
        } while (token != null);
        return names;
    }

    private GetLogEventsResponse page(@Nullable String token) {
        return events.getLogEvents(
                CALLER,
                GetLogEventsRequest.builder()
                        .logGroupName("g")
                        .logStreamName("s")
                        .nextToken(token)
                        .build());
    }

    private List<String> filter(String group) {
        return messages(
                FilterLogEventsRequest.builder().logGroupIdentifier(group).build());
    }

    private List<String> messages(FilterLogEventsRequest request) {
        List<String> messages = new ArrayList<>();
        String token = null;
        do {
            FilterLogEventsResponse page = events.filterLogEvents(
                    CALLER, request.toBuilder().nextToken(token).build());
            page.events().forEach(event -> messages.add(event.message()));
            token = page.nextToken();
        } while (token != null);
        return messages;
    }

    private List<String> streamNames(int limit, @Nullable String token) {
        DescribeLogStreamsResponse page = streams.describeLogStreams(
                CALLER,
                DescribeLogStreamsRequest.builder()
                        .logGroupName("g")
                        .orderBy("LastEventTime")
                        .descending(true)
                        .limit(limit)
                        .nextToken(token)
                        .build());
        List<String> names = new ArrayList<>(
                page.logStreams().stream().map(stream -> stream.logStreamName()).toList());
        if (page.nextToken() != null) {
            names.addAll(streamNames(limit, page.nextToken()));
        }
        return names;
    }

    private void stream(String name) {
        streams.createLogStream(
                CALLER,
                CreateLogStreamRequest.builder()
                        .logGroupName("g")
                        .logStreamName(name)
                        .build());
    }

    private void put(String stream, int from, int count) {
        List<InputLogEvent> batch = IntStream.range(from, from + count)
                .mapToObj(i -> event(clock.millis() + i, "m" + i))
                .toList();
        events.putLogEvents(
                CALLER,
                PutLogEventsRequest.builder()
                        .logGroupName("g")
                        .logStreamName(stream)
                        .logEvents(batch)
                        .build());
    }

    private static InputLogEvent event(long timestamp, String message) {
        return InputLogEvent.builder().timestamp(timestamp).message(message).build();
    }

    private static List<String> messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }
}
