package dev.mastic.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestSchedule {
    // 2026-03-04 is a Wednesday.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(15 12 * * ? *)      | 2026-03-04T12:15:00Z",
                "cron(0 8 1 * ? *)        | 2026-04-01T08:00:00Z",
                "cron(0/15 * * * ? *)     | 2026-03-04T10:15:00Z",
                "cron(30 9 ? * SUN *)     | 2026-03-08T09:30:00Z",
                "cron(30 9 ? * 1 *)       | 2026-03-08T09:30:00Z",
                "cron(0 18 ? * MON-FRI *) | 2026-03-04T18:00:00Z",
                "cron(0 0 L * ? *)        | 2026-03-31T00:00:00Z",
                "cron(0 0 ? * 6L *)       | 2026-03-27T00:00:00Z",
                "cron(0 0 ? * 2#1 2027)   | 2027-01-04T00:00:00Z",
                "cron(0 0 15W 8 ? *)      | 2026-08-14T00:00:00Z",
            })
    void theNextTimeIsTold(String expression, Instant next) {
        assertThat(Schedule.parse(expression).orElseThrow().next(Instant.parse("2026-03-04T10:00:00Z")))
                .contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "15 12 * * ? *",
                "rate(5 minutes)",
                "cron(15 12 * * *)",
                "cron(15 12 * * * *)",
                "cron(15 12 ? * ? *)",
                "cron(61 12 * * ? *)",
                "cron(0 0 ? * 8 *)"
            })
    void whatIsNoScheduleIsRefused(String expression) {
        assertThat(Schedule.parse(expression)).isEmpty();
    }

    @org.junit.jupiter.api.Test
    void aScheduleMayEnd() {
        assertThat(Schedule.parse("cron(0 0 1 1 ? 2020)").orElseThrow().next(Instant.parse("2026-03-04T10:00:00Z")))
                .isEmpty();
    }
}
