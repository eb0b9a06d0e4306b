package dev.mastic.services.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TestEventBatch {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void whatIsTooOldExpiredOrTooNewIsToldByIndex() {
        EventBatch batch = EventBatch.of(
                events(
                        Duration.ofDays(-15),
                        Duration.ofDays(-8),
                        Duration.ofHours(-1),
                        Duration.ZERO,
                        Duration.ofHours(3)),
                NOON,
                OptionalInt.of(7));
        assertThat(batch.tooOldEnd()).isEqualTo(1);
        assertThat(batch.expiredEnd()).isEqualTo(2);
        assertThat(batch.tooNewStart()).hasValue(4);
        assertThat(batch.accepted()).hasSize(2);
        assertThat(batch.isComplete()).isFalse();
    }

    @Test
    void theEdgesAreAccepted() {
        assertThat(EventBatch.of(events(Duration.ofDays(-14)), NOON, OptionalInt.empty())
                        .isComplete())
                .isTrue();
        assertThat(EventBatch.of(events(Duration.ofHours(2)), NOON, OptionalInt.empty())
                        .isComplete())
                .isTrue();
        assertThat(EventBatch.of(events(Duration.ofDays(-1), Duration.ZERO), NOON, OptionalInt.empty())
                        .isComplete())
                .isTrue();
    }

    @Test
    void nothingIsLeftWhenAllIsTooOld() {
        assertThat(EventBatch.of(events(Duration.ofDays(-20), Duration.ofDays(-15)), NOON, OptionalInt.empty())
                        .accepted())
                .isEmpty();
    }

    @Test
    void theSpanOfWhatIsAcceptedIsADayAtMost() {
        assertThatThrownBy(() -> EventBatch.of(
                        events(Duration.ofDays(-1).minusMillis(1), Duration.ZERO), NOON, OptionalInt.empty()))
                .hasMessage("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        // What is rejected anyway does not count.
        assertThat(EventBatch.of(events(Duration.ofDays(-15), Duration.ZERO), NOON, OptionalInt.empty())
                        .accepted())
                .hasSize(1);
    }

    @Test
    void orderAndSizeAreChecked() {
        assertThatThrownBy(() -> EventBatch.of(events(Duration.ZERO, Duration.ofMillis(-1)), NOON, OptionalInt.empty()))
                .hasMessage("Log events in a single PutLogEvents request must be in chronological order.");
        LogEvent large = new LogEvent(NOON.toEpochMilli(), "é".repeat(524_288));
        assertThatThrownBy(() -> EventBatch.of(List.of(large), NOON, OptionalInt.empty()))
                .hasMessage("Upload too large: 1048602 bytes exceeds limit of 1048576");
    }

    private static List<LogEvent> events(Duration... fromNoon) {
        return Arrays.stream(fromNoon)
                .map(offset -> new LogEvent(NOON.plus(offset).toEpochMilli(), "x"))
                .toList();
    }
}
