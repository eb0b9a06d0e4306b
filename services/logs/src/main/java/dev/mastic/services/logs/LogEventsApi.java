package dev.mastic.services.logs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.logs.LogStore.Direction;
import dev.mastic.services.logs.StoredEvent.Position;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;

/** Log events: written, read from one stream, filtered over many. */
public final class LogEventsApi implements LogAccess {
    private static final int PAGE_EVENTS_MAX = 10_000;

    private final LogStore store;
    private final Logs logs;
    private final Clock clock;

    LogEventsApi(LogStore store, Logs logs, Clock clock) {
        this.store = store;
        this.logs = logs;
        this.clock = clock;
    }

    @OnResource("log-group:{LogGroupName}:log-stream:{LogStreamName}")
    public PutLogEventsResponse putLogEvents(Caller caller, PutLogEventsRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName());
        LogStream stream = logs.stream(group, request.logStreamName());
        List<LogEvent> given = request.logEvents().stream()
                .map(event -> new LogEvent(event.timestamp(), event.message()))
                .toList();
        EventBatch batch = EventBatch.of(given, clock.instant(), group.retentionDays());
        store.append(stream, batch.accepted(), clock.instant());
        return PutLogEventsResponse.builder()
                .nextSequenceToken(LogShapes.SEQUENCE_TOKEN)
                .rejectedLogEventsInfo(LogShapes.rejected(batch))
                .build();
    }

    @OnResource("log-group:{LogGroupName}{LogGroupIdentifier}:log-stream:{LogStreamName}")
    public GetLogEventsResponse getLogEvents(Caller caller, GetLogEventsRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName(), request.logGroupIdentifier());
        LogStream stream = logs.stream(group, request.logStreamName());
        ReadToken from = start(request);
        EventQuery query = new EventQuery(
                start(group, request.startTime()),
                request.endTime() == null ? Position.END : Position.before(request.endTime()),
                from.direction(),
                limit(request.limit()));
        boolean forward = from.direction() == Direction.FORWARD;
        List<StoredEvent> events = new ArrayList<>(store.streamEvents(
                stream, forward ? query.continuedAfter(from.beyond()) : query.endingBefore(from.beyond())));
        if (!forward) {
            Collections.reverse(events);
        }
        return GetLogEventsResponse.builder()
                .events(events.stream().map(LogShapes::event).toList())
                .nextForwardToken(forwardToken(from, events).text())
                .nextBackwardToken(backwardToken(from, events).text())
                .build();
    }

    @OnResource("log-group:{LogGroupName}{LogGroupIdentifier}:log-stream:")
    public FilterLogEventsResponse filterLogEvents(Caller caller, FilterLogEventsRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName(), request.logGroupIdentifier());
        Predicate<String> pattern = pattern(request.filterPattern());
        Position start = start(group, request.startTime());
        Position after = request.nextToken() == null
                ? start
                : later(start, ReadToken.parse(request.nextToken()).beyond());
        EventSearch.Found found = new EventSearch(pattern, limit(request.limit()))
                .run(source(group, request), after, endInclusive(request.endTime()));
        return FilterLogEventsResponse.builder()
                .events(found.events().stream().map(LogShapes::filtered).toList())
                // Always empty since 2020 (FilterLogEvents, API reference).
                .searchedLogStreams(List.of())
                .nextToken(found.next()
                        .map(position -> ReadToken.forward(position).text())
                        .orElse(null))
                .build();
    }

    /** Where the events of the wanted streams come from. */
    private Function<EventQuery, List<StoredEvent>> source(LogGroup group, FilterLogEventsRequest request) {
        String prefix = request.logStreamNamePrefix();
        List<String> names = request.logStreamNames();
        if (prefix != null && !names.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER, "logStreamNamePrefix and logStreamNames cannot be given together.");
        }
        List<LogStream> streams =
                names.stream().distinct().map(name -> logs.stream(group, name)).toList();
        if (streams.size() == 1) {
            return query -> store.streamEvents(streams.get(0), query);
        }
        if (!streams.isEmpty()) {
            return query -> store.eventsOf(group, streams, whereTheyAre(streams, query));
        }
        return query -> store.groupEvents(group, prefix == null ? "" : prefix, query);
    }

    /** Narrowed to the time in which the streams have events, so that the rest of the group is not walked. */
    private static EventQuery whereTheyAre(List<LogStream> streams, EventQuery query) {
        LongSummaryStatistics times = streams.stream()
                .flatMap(stream -> Stream.of(stream.firstEventAt(), stream.lastEventAt()))
                .flatMap(Optional::stream)
                .mapToLong(Instant::toEpochMilli)
                .summaryStatistics();
        return times.getCount() == 0
                ? query
                : query.continuedAfter(Position.before(times.getMin()))
                        .endingBefore(Position.before(times.getMax() + 1));
    }

    /** The first place that the request may read from: what is older than the retention is gone, swept or not. */
    private Position start(LogGroup group, @Nullable Long startMillis) {
        Position asked = startMillis == null ? Position.START : Position.before(startMillis);
        if (group.retentionDays().isEmpty()) {
            return asked;
        }
        Duration retention = Duration.ofDays(group.retentionDays().orElseThrow());
        return later(asked, Position.before(clock.instant().minus(retention).toEpochMilli()));
    }

    private static ReadToken start(GetLogEventsRequest request) {
        if (request.nextToken() != null) {
            return ReadToken.parse(request.nextToken());
        }
        return Boolean.TRUE.equals(request.startFromHead())
                ? ReadToken.forward(Position.START)
                : ReadToken.backward(Position.END);
    }

    // At the end the token that was passed comes back: this is how clients know that they are there.
    private static ReadToken forwardToken(ReadToken from, List<StoredEvent> events) {
        if (!events.isEmpty()) {
            return ReadToken.forward(events.get(events.size() - 1).position());
        }
        if (from.direction() == Direction.FORWARD) {
            return from;
        }
        // Whoever follows a stream that has nothing yet must see the first event that comes.
        return ReadToken.forward(
                from.beyond().equals(Position.END)
                        ? Position.START
                        : from.beyond().ahead());
    }

    private static ReadToken backwardToken(ReadToken from, List<StoredEvent> events) {
        if (!events.isEmpty()) {
            return ReadToken.backward(events.get(0).position());
        }
        return from.direction() == Direction.BACKWARD
                ? from
                : ReadToken.backward(from.beyond().behind());
    }

    private static Predicate<String> pattern(@Nullable String text) {
        try {
            return FilterPattern.parse(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(ErrorCode.INVALID_PARAMETER, "Invalid filter pattern: %s", e.getMessage());
        }
    }

    private static Position endInclusive(@Nullable Long endMillis) {
        return endMillis == null || endMillis == Long.MAX_VALUE ? Position.END : Position.before(endMillis + 1);
    }

    private static Position later(Position one, Position other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static int limit(@Nullable Integer limit) {
        return limit == null ? PAGE_EVENTS_MAX : limit;
    }
}
