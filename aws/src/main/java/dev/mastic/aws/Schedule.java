package dev.mastic.aws;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something happens again and again, as AWS writes it: {@code cron(15 12 * * ? *)}, in UTC.
 *
 * <p>Source of the grammar: "Time-based schedules for jobs and crawlers" in the Glue developer guide: six fields, Sunday is 1,
 * and one of day-of-month and day-of-week is a question mark.
 */
public final class Schedule {
    private static final Pattern FORM = Pattern.compile("cron\\((.+)\\)");
    private static final int SUNDAY = 1;
    private static final int YEAR_MIN = 1970;
    private static final int YEAR_MAX = 2199;
    private static final CronDefinition DEFINITION = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(SUNDAY, SUNDAY + 6)
            .withMondayDoWValue(SUNDAY + 1)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(YEAR_MIN, YEAR_MAX)
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    private final ExecutionTime times;

    private Schedule(ExecutionTime times) {
        this.times = times;
    }

    /** Reads an expression; empty when it is none. */
    public static Optional<Schedule> parse(String expression) {
        Matcher form = FORM.matcher(expression.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            Cron cron = new CronParser(DEFINITION).parse(form.group(1).strip()).validate();
            return Optional.of(new Schedule(ExecutionTime.forCron(cron)));
        } catch (IllegalArgumentException notCron) {
            return Optional.empty();
        }
    }

    /** The next time after the given one; empty when there is none any more. */
    public Optional<Instant> next(Instant after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
    }
}
