package dev.mastic.services.logs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.logs.LogStore.Direction;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;

/** Log streams. */
public final class LogStreamsApi {
    private static final int PAGE_ITEMS_MAX = 50;

    private final LogStore store;
    private final Logs logs;
    private final Clock clock;

    LogStreamsApi(LogStore store, Logs logs, Clock clock) {
        this.store = store;
        this.logs = logs;
        this.clock = clock;
    }

    @OnResource("log-group:{LogGroupName}")
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

    @OnResource("log-group:{LogGroupName}")
    public DescribeLogStreamsResponse describeLogStreams(Caller caller, DescribeLogStreamsRequest request) {
        LogGroup group = logs.group(caller, request.logGroupName(), request.logGroupIdentifier());
        boolean byTime = request.orderBy() == OrderBy.LAST_EVENT_TIME;
        String prefix = request.logStreamNamePrefix() == null ? "" : request.logStreamNamePrefix();
        if (byTime && !prefix.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER, "Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        int limit = request.limit() == null ? PAGE_ITEMS_MAX : request.limit();
        String after = request.nextToken() == null
                ? ""
                : PageToken.key(request.nextToken(), 1, ErrorCode.INVALID_PARAMETER)
                        .get(0);
        Direction direction = Boolean.TRUE.equals(request.descending()) ? Direction.BACKWARD : Direction.FORWARD;
        List<LogStream> found = byTime
                ? store.streamsByLastEvent(group, last(group, after), direction, limit + 1)
                : store.streamsByName(group, prefix, after, direction, limit + 1);
        boolean more = found.size() > limit;
        List<LogStream> page = more ? found.subList(0, limit) : found;
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.stream()
                        .map(stream -> LogShapes.stream(group, stream))
                        .toList())
                .nextToken(more ? PageToken.of(page.get(limit - 1).name()) : null)
                .build();
    }

    private Optional<LogStream> last(LogGroup group, String name) {
        return name.isEmpty() ? Optional.empty() : store.findStream(group, name);
    }
}
