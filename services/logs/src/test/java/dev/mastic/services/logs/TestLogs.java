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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;

class TestLogs {
    private static final Caller CALLER =
            new Caller(Principal.root("000000000000"), "us-east-1", "request", "127.0.0.1", false);

    private final TestClock clock = TestClock.atNoon();
    private final Database database = TestDatabase.create();
    private final LogStore store = new JdbcLogStore(database);
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
        LogWriter writer = new LogWriter(store, database, clock);
        assertThatThrownBy(() -> database.update(handle -> {
                    writer.append("000000000000", "us-east-1", "new", "s", List.of(new LogEvent(1, "x")));
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");

        assertThat(store.findGroup("000000000000", "us-east-1", "new"))
                .isEmpty();
    }

    @Test
    void pagesOfEventsAreReadByIndexWithoutSorting() {
        for (String sql : List.of(
                "SELECT * FROM log_event e WHERE e.stream_id = 1 AND (e.timestamp, e.id) > (1, 1) "
                        + "ORDER BY e.stream_id, e.timestamp, e.id LIMIT 10",
                "SELECT * FROM log_event e WHERE e.group_id = 1 AND (e.timestamp, e.id) > (1, 1) "
                        + "ORDER BY e.group_id, e.timestamp, e.id LIMIT 10",
                "SELECT * FROM log_stream WHERE group_id = 1 AND (coalesce(last_event_at, 0), name) < (9, '') "
                        + "ORDER BY group_id DESC, coalesce(last_event_at, 0) DESC, name DESC LIMIT 10")) {
            String plan = database.read(handle -> handle.createQuery("EXPLAIN QUERY PLAN " + sql)
                    .map((row, context) -> row.getString("detail"))
                    .list()
                    .toString());
            assertThat(plan).contains("USING INDEX").doesNotContain("TEMP B-TREE");
        }
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
