package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

/**
 * The hour of the week at which streaming runs are restarted, in UTC.
 *
 * @param hour 0 to 23
 */
public record MaintenanceWindow(DayOfWeek day, int hour) {
    private static final int DAY_CHARACTERS = 3;

    public MaintenanceWindow {
        requireNonNull(day, "day");
    }

    /**
     * Reads the API's form, e.g. {@code Sun:10}.
     *
     * @throws IllegalArgumentException when it is not in that form
     */
    public static MaintenanceWindow parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("MaintenanceWindow: %s (expected: e.g. Sun:10)".formatted(text));
        }
        DayOfWeek day = Arrays.stream(DayOfWeek.values())
                .filter(each -> each.name().substring(0, DAY_CHARACTERS).equals(parts[0].toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("MaintenanceWindow: %s (expected: e.g. Sun:10)".formatted(text)));
        return new MaintenanceWindow(day, Integer.parseInt(parts[1]));
    }

    /** When it opened for the last time. */
    Instant openedBefore(Instant now) {
        ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
        ZonedDateTime thisWeek = utc.with(TemporalAdjusters.previousOrSame(day))
                .truncatedTo(ChronoUnit.DAYS)
                .withHour(hour);
        return (thisWeek.isAfter(utc) ? thisWeek.minusWeeks(1) : thisWeek).toInstant();
    }
}
