package dev.mastic.services.costs;

import static java.util.Objects.requireNonNull;

import dev.mastic.runs.Bill;
import dev.mastic.runs.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a run costs, and all that it can be found and grouped by.
 *
 * @param from when its script began
 * @param to when it ended, or now
 * @param tags of its job
 */
record Charge(
        Instant from,
        Instant to,
        Amount amount,
        String jobArn,
        String account,
        String region,
        String usageType,
        Map<String, String> tags) {
    /** The name of the service on bills. */
    static final String SERVICE = "AWS Glue";

    /** What AWS's bills call the work of a run. */
    static final String OPERATION = "Jobrun";

    Charge {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(amount, "amount");
        tags = Map.copyOf(tags);
    }

    /** A run until now. Its script has begun. */
    static Charge of(Run run, JobTags tags, Instant now) {
        Instant from = run.progress().scriptStartedOn().orElseThrow();
        Bill bill = Bill.of(run, now);
        String arn = "arn:aws:glue:%s:%s:job/%s"
                .formatted(run.job().region(), run.job().account(), run.job().name());
        return new Charge(
                from,
                run.progress().completedOn().orElse(now),
                new Amount(bill.dpuHours(), bill.dollars()),
                arn,
                run.job().account(),
                run.job().region(),
                Regions.prefix(run.job().region()) + "-" + bill.rate().usageType(),
                tags.of(arn));
    }

    /** The part of it that falls into a period, by time. */
    Amount in(Instant start, Instant end) {
        if (from.equals(to)) {
            return from.isBefore(start) || !from.isBefore(end) ? Amount.NOTHING : amount;
        }
        Instant begin = from.isAfter(start) ? from : start;
        Instant stop = to.isBefore(end) ? to : end;
        if (!begin.isBefore(stop)) {
            return Amount.NOTHING;
        }
        return amount.times((double) Duration.between(begin, stop).toMillis()
                / Duration.between(from, to).toMillis());
    }
}
