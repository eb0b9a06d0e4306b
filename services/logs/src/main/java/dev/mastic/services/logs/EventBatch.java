package dev.mastic.services.logs;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * The events of one PutLogEvents request, checked: limits and order as the CloudWatch Logs API reference has them.
 *
 * @param accepted what is to be kept
 * @param tooOldEnd how many at the start are more than 14 days old
 * @param expiredEnd how many at the start are older than the group's retention
 * @param tooNewStart from which index on they are too far in the future
 */
record EventBatch(List<LogEvent> accepted, int tooOldEnd, int expiredEnd, OptionalInt tooNewStart) {
    private static final int BATCH_BYTES_MAX = 1_048_576;
    private static final int EVENT_OVERHEAD_BYTES = 26;
    private static final Duration SPAN_MAX = Duration.ofHours(24);
    private static final Duration AGE_MAX = Duration.ofDays(14);
    private static final Duration AHEAD_MAX = Duration.ofHours(2);

    EventBatch {
        accepted = List.copyOf(accepted);
    }

    static EventBatch of(List<LogEvent> events, Instant now, OptionalInt retentionDays) {
        checkSize(events);
        checkOrder(events);
        int tooOldEnd = firstFrom(events, now.minus(AGE_MAX));
        int expiredEnd = retentionDays.isPresent()
                ? firstFrom(events, now.minus(Duration.ofDays(retentionDays.orElseThrow())))
                : 0;
        int tooNewStart = firstFrom(events, now.plus(AHEAD_MAX).plusMillis(1));
        int from = Math.max(tooOldEnd, expiredEnd);
        List<LogEvent> accepted = from < tooNewStart ? events.subList(from, tooNewStart) : List.of();
        checkSpan(accepted);
        return new EventBatch(
                accepted,
                tooOldEnd,
                expiredEnd,
                tooNewStart < events.size() ? OptionalInt.of(tooNewStart) : OptionalInt.empty());
    }

    boolean isComplete() {
        return tooOldEnd == 0 && expiredEnd == 0 && tooNewStart.isEmpty();
    }

    private static int firstFrom(List<LogEvent> events, Instant time) {
        int first = 0;
        while (first < events.size() && events.get(first).timestampMillis() < time.toEpochMilli()) {
            first++;
        }
        return first;
    }

    private static void checkSize(List<LogEvent> events) {
        long bytes = 0;
        for (LogEvent event : events) {
            bytes += event.message().getBytes(StandardCharsets.UTF_8).length + EVENT_OVERHEAD_BYTES;
        }
        if (bytes > BATCH_BYTES_MAX) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER,
                    "Upload too large: %d bytes exceeds limit of %d",
                    bytes,
                    BATCH_BYTES_MAX);
        }
    }

    private static void checkOrder(List<LogEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).timestampMillis() < events.get(i - 1).timestampMillis()) {
                throw new ServiceException(
                        ErrorCode.INVALID_PARAMETER,
                        "Log events in a single PutLogEvents request must be in chronological order.");
            }
        }
    }

    private static void checkSpan(List<LogEvent> accepted) {
        if (accepted.isEmpty()) {
            return;
        }
        long first = accepted.get(0).timestampMillis();
        long last = accepted.get(accepted.size() - 1).timestampMillis();
        if (last - first > SPAN_MAX.toMillis()) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER,
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }
}
