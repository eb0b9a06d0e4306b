package dev.mastic.services.logs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.logs.LogStore.Direction;
import dev.mastic.services.logs.LogStore.StreamPlace;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;

/** Log streams. */
public final class LogStreamsApi implements LogAccess {
    private static final int PAGE_ITEMS_MAX = 50;

    private final LogStore store;
    private final Logs logs;
    private final Clock clock;

    LogStreamsApi(LogStore store, Logs logs, Clock clock) {
        this.store = store;
        this.logs = logs;
        this.clock = clock;
    }

    @OnResource("log-group:{LogGroupName}:log-stream:{LogStreamName}")
    public CreateLogStreamResponse createLogStream(Caller caller, CreateLogStreamRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName());
        if (!store.createStream(group, request.logStreamName(), clock.instant())) {
            throw new ServiceException(ErrorCode.RESOURCE_ALREADY_EXISTS, "The specified log stream already exists");
        }
        return CreateLogStreamResponse.builder().build();
    }

    @OnResource("log-group:{LogGroupName}:log-stream:{LogStreamName}")
    public DeleteLogStreamResponse deleteLogStream(Caller caller, DeleteLogStreamRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName());
        if (!store.deleteStream(group, request.logStreamName())) {
            throw new ServiceException(ErrorCode.RESOURCE_NOT_FOUND, "The specified log stream does not exist.");
        }
        return DeleteLogStreamResponse.builder().build();
    }

    @OnResource("log-group:{LogGroupName}{LogGroupIdentifier}:log-stream:")
    public DescribeLogStreamsResponse describeLogStreams(Caller caller, DescribeLogStreamsRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName(), request.logGroupIdentifier());
        boolean byTime = request.orderBy() == OrderBy.LAST_EVENT_TIME;
        String prefix = request.logStreamNamePrefix() == null ? "" : request.logStreamNamePrefix();
        if (byTime && !prefix.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER, "Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        int limit = request.limit() == null ? PAGE_ITEMS_MAX : request.limit();
        Direction direction = Boolean.TRUE.equals(request.descending()) ? Direction.BACKWARD : Direction.FORWARD;
        List<LogStream> found = byTime
                ? store.streamsByLastEvent(group, place(request.nextToken(), direction), direction, limit + 1)
                : store.streamsByName(group, prefix, name(request.nextToken()), direction, limit + 1);
        boolean more = found.size() > limit;
        List<LogStream> page = more ? found.subList(0, limit) : found;
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.stream()
                        .map(stream -> LogShapes.stream(group, stream))
                        .toList())
                .nextToken(more ? token(page.get(limit - 1)) : null)
                .build();
    }

    // Time and name, so that a stream that moves or goes while its list is read leaves the reader where it was.
    private static String token(LogStream last) {
        StreamPlace place = last.place();
        return PageToken.of(String.valueOf(place.lastEventMillis()), place.name());
    }

    private static String name(@Nullable String token) {
        return token == null
                ? ""
                : PageToken.key(token, 2, ErrorCode.INVALID_PARAMETER).get(1);
    }

    private static StreamPlace place(@Nullable String token, Direction direction) {
        if (token == null) {
            return direction == Direction.FORWARD ? StreamPlace.START : StreamPlace.END;
        }
        List<String> key = PageToken.key(token, 2, ErrorCode.INVALID_PARAMETER);
        try {
            return new StreamPlace(Long.parseLong(key.get(0)), key.get(1));
        } catch (NumberFormatException e) {
            throw new ServiceException(ErrorCode.INVALID_PARAMETER, "The specified nextToken is invalid.");
        }
    }
}
