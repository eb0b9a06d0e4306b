package dev.mastic.services.logs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

/** Records as the wire shapes them. */
final class LogShapes {
    /** Sequence tokens have meant nothing since 2023; old clients still read one. */
    static final String SEQUENCE_TOKEN = "49039859556459302185190361187316437000";

    private LogShapes() {}

    static software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup group(LogGroup group, long storedBytes) {
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.createdAt().toEpochMilli())
                .retentionInDays(
                        group.retentionDays().isPresent()
                                ? Integer.valueOf(group.retentionDays().orElseThrow())
                                : null)
                .metricFilterCount(0)
                .arn(group.arn() + ":*")
                .logGroupArn(group.arn())
                .storedBytes(storedBytes)
                .logGroupClass("STANDARD")
                .build();
    }

    static software.amazon.awssdk.services.cloudwatchlogs.model.LogStream stream(LogGroup group, LogStream stream) {
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.createdAt().toEpochMilli())
                .firstEventTimestamp(
                        stream.firstEventAt().map(Instant::toEpochMilli).orElse(null))
                .lastEventTimestamp(
                        stream.lastEventAt().map(Instant::toEpochMilli).orElse(null))
                .lastIngestionTime(
                        stream.lastIngestionAt().map(Instant::toEpochMilli).orElse(null))
                .uploadSequenceToken(SEQUENCE_TOKEN)
                .arn(group.arn() + Logs.STREAM_PART + stream.name())
                .build();
    }

    static OutputLogEvent event(StoredEvent event) {
        return OutputLogEvent.builder()
                .timestamp(event.timestampMillis())
                .message(event.message())
                .ingestionTime(event.ingestedMillis())
                .build();
    }

    static FilteredLogEvent filtered(StoredEvent event) {
        return FilteredLogEvent.builder()
                .logStreamName(event.streamName())
                .timestamp(event.timestampMillis())
                .message(event.message())
                .ingestionTime(event.ingestedMillis())
                .eventId(event.eventId())
                .build();
    }

    /** What was not kept of a batch; null when all of it was. */
    static @Nullable RejectedLogEventsInfo rejected(EventBatch batch) {
        if (batch.isComplete()) {
            return null;
        }
        RejectedLogEventsInfo.Builder rejected = RejectedLogEventsInfo.builder();
        if (batch.tooOldEnd() > 0) {
            rejected.tooOldLogEventEndIndex(batch.tooOldEnd());
        }
        if (batch.expiredEnd() > 0) {
            rejected.expiredLogEventEndIndex(batch.expiredEnd());
        }
        batch.tooNewStart().ifPresent(rejected::tooNewLogEventStartIndex);
        return rejected.build();
    }
}
