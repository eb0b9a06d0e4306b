package dev.mastic.services.logs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.logs.LogStore.Direction;
import dev.mastic.services.logs.LogStore.TimeRange;
import dev.mastic.services.logs.StoredEvent.Position;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

/**
 * Log events: written, read from one stream, filtered over many.
 *
 * <p>Limits and token rules: PutLogEvents, GetLogEvents and FilterLogEvents in the CloudWatch Logs API reference.
 */
public final class LogEventsApi {
    private static final int PAGE_EVENTS_MAX = 10_000;
    private static final int PAGE_CHARACTERS_MAX = 1 << 20;
    private static final int BATCH_BYTES_MAX = 1_048_576;
    private static final int EVENT_OVERHEAD_BYTES = 26;
    private static final Duration BATCH_SPAN_MAX = Duration.ofHours(24);
    private static final Duration AGE_MAX = Duration.ofDays(14);
    private static final Duration AHEAD_MAX = Duration.ofHours(2);
    private static final String FORWARD = "f";
    private static final String BACKWARD = "b";

    /** How many events one FilterLogEvents call looks at before it hands back what it has with a token to go on. */
    private static final int SCANNED_MAX = 50_000;

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
        List<InputLogEvent> events = request.logEvents();
        checkBatch(events);
        Instant now = clock.instant();
        long oldest = now.minus(AGE_MAX).toEpochMilli();
        long newest = now.plus(AHEAD_MAX).toEpochMilli();
        int from = 0;
        while (from < events.size() && events.get(from).timestamp() < oldest) {
            from++;
        }
        int to = events.size();
        while (to > from && events.get(to - 1).timestamp() > newest) {
            to--;
        }
        store.append(
                stream,
                events.subList(from, to).stream()
                        .map(event -> new LogEvent(event.timestamp(), event.message()))
                        .toList(),
                now);
        PutLogEventsResponse.Builder response =
                PutLogEventsResponse.builder().nextSequenceToken(LogShapes.SEQUENCE_TOKEN);
        if (from > 0 || to < events.size()) {
            response.rejectedLogEventsInfo(RejectedLogEventsInfo.builder()
                    .tooOldLogEventEndIndex(from > 0 ? from : null)
                    .tooNewLogEventStartIndex(to < events.size() ? to : null)
                    .build());
        }
        return response.build();
    }

    @OnResource("log-group:{LogGroupName}:log-stream:{LogStreamName}")
    public GetLogEventsResponse getLogEvents(Caller caller, GetLogEventsRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName(), request.logGroupIdentifier());
        LogStream stream = logs.stream(group, request.logStreamName());
        int limit = request.limit() == null ? PAGE_EVENTS_MAX : request.limit();
        TimeRange range = range(request.startTime(), request.endTime(), 0);
        Direction direction = direction(request);
        Position beyond = request.nextToken() == null
                ? (direction == Direction.FORWARD ? Position.START : Position.END)
                : position(request.nextToken());
        List<StoredEvent> events = bounded(store.streamEvents(stream, range, beyond, direction, limit));
        if (direction == Direction.BACKWARD) {
            Collections.reverse(events);
        }
        // At the end of a stream the token that was passed comes back: this is how clients know that they are there.
        Position first =
                events.isEmpty() ? at(request, direction) : events.get(0).position();
        Position last = events.isEmpty()
                ? at(request, direction)
                : events.get(events.size() - 1).position();
        return GetLogEventsResponse.builder()
                .events(events.stream().map(LogShapes::event).toList())
                .nextForwardToken(token(FORWARD, last))
                .nextBackwardToken(token(BACKWARD, first))
                .build();
    }

    @OnResource("log-group:{LogGroupName}")
    public FilterLogEventsResponse filterLogEvents(Caller caller, FilterLogEventsRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName(), request.logGroupIdentifier());
        int limit = request.limit() == null ? PAGE_EVENTS_MAX : request.limit();
        Predicate<StoredEvent> wanted = wanted(request);
        TimeRange range = range(request.startTime(), request.endTime(), 1);
        Position position = request.nextToken() == null ? Position.START : position(request.nextToken());
        boolean oneStream = request.logStreamNames().size() == 1;
        LogStream only = oneStream ? logs.stream(group, request.logStreamNames().get(0)) : null;

        List<StoredEvent> found = new ArrayList<>();
        int scanned = 0;
        int characters = 0;
        boolean more = true;
        while (more && found.size() < limit && scanned < SCANNED_MAX && characters < PAGE_CHARACTERS_MAX) {
            int chunk = Math.min(1_000, limit - found.size());
            List<StoredEvent> events = only == null
                    ? store.groupEvents(group, range, position, chunk)
                    : store.streamEvents(only, range, position, Direction.FORWARD, chunk);
            more = events.size() == chunk;
            scanned += events.size();
            for (StoredEvent event : events) {
                position = event.position();
                if (wanted.test(event)) {
                    found.add(event);
                    characters += event.message().length();
                }
            }
        }
        return FilterLogEventsResponse.builder()
                .events(found.stream().map(LogShapes::filtered).toList())
                .searchedLogStreams(List.of())
                .nextToken(more ? token(FORWARD, position) : null)
                .build();
    }

    private static Predicate<StoredEvent> wanted(FilterLogEventsRequest request) {
        if (request.logStreamNamePrefix() != null && request.hasLogStreamNames()) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER, "logStreamNamePrefix and logStreamNames cannot be given together.");
        }
        Predicate<String> pattern;
        try {
            pattern = FilterPattern.parse(request.filterPattern() == null ? "" : request.filterPattern());
        } catch (IllegalArgumentException e) {
            throw new ServiceException(ErrorCode.INVALID_PARAMETER, "Invalid filter pattern: %s", e.getMessage());
        }
        Set<String> names = Set.copyOf(request.logStreamNames());
        String prefix = request.logStreamNamePrefix() == null ? "" : request.logStreamNamePrefix();
        return event -> (names.isEmpty() || names.contains(event.streamName()))
                && event.streamName().startsWith(prefix)
                && pattern.test(event.message());
    }

    private static void checkBatch(List<InputLogEvent> events) {
        long bytes = 0;
        long earlier = Long.MIN_VALUE;
        for (InputLogEvent event : events) {
            if (event.timestamp() < earlier) {
                throw new ServiceException(
                        ErrorCode.INVALID_PARAMETER,
                        "Log events in a single PutLogEvents request must be in chronological order.");
            }
            earlier = event.timestamp();
            bytes += event.message().getBytes(java.nio.charset.StandardCharsets.UTF_8).length + EVENT_OVERHEAD_BYTES;
        }
        if (bytes > BATCH_BYTES_MAX) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER,
                    "Upload too large: %d bytes exceeds limit of %d",
                    bytes,
                    BATCH_BYTES_MAX);
        }
        if (!events.isEmpty() && earlier - events.get(0).timestamp() > BATCH_SPAN_MAX.toMillis()) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER,
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }

    /** As many of the first events as a page of bounded size holds, but at least one. */
    private static List<StoredEvent> bounded(List<StoredEvent> events) {
        List<StoredEvent> page = new ArrayList<>();
        int characters = 0;
        for (StoredEvent event : events) {
            characters += event.message().length();
            if (characters > PAGE_CHARACTERS_MAX && !page.isEmpty()) {
                break;
            }
            page.add(event);
        }
        return page;
    }

    /** GetLogEvents takes its end exclusively, FilterLogEvents inclusively. */
    private static TimeRange range(@Nullable Long start, @Nullable Long end, long inclusion) {
        return new TimeRange(
                start == null ? Long.MIN_VALUE : start, end == null ? Long.MAX_VALUE : Math.addExact(end, inclusion));
    }

    private static Direction direction(GetLogEventsRequest request) {
        if (request.nextToken() != null) {
            return request.nextToken().startsWith(FORWARD + "/") ? Direction.FORWARD : Direction.BACKWARD;
        }
        return Boolean.TRUE.equals(request.startFromHead()) ? Direction.FORWARD : Direction.BACKWARD;
    }

    private static Position at(GetLogEventsRequest request, Direction direction) {
        if (request.nextToken() != null) {
            return position(request.nextToken());
        }
        // Nothing there yet: whoever follows from here must see the first event that comes.
        return direction == Direction.FORWARD ? Position.START : new Position(Long.MIN_VALUE, 0);
    }

    private static String token(String kind, Position position) {
        return kind + "/" + PageToken.of(Long.toString(position.timestampMillis()), Long.toString(position.id()));
    }

    private static Position position(String token) {
        String key = token.startsWith(FORWARD + "/") || token.startsWith(BACKWARD + "/") ? token.substring(2) : "";
        List<String> parts = PageToken.key(key, 2, ErrorCode.INVALID_PARAMETER);
        try {
            return new Position(Long.parseLong(parts.get(0)), Long.parseLong(parts.get(1)));
        } catch (NumberFormatException e) {
            throw new ServiceException(ErrorCode.INVALID_PARAMETER, "The specified nextToken is invalid.");
        }
    }
}
