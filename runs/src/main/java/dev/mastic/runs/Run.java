package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import dev.mastic.runs.Hold.Reason;
import dev.mastic.runs.Progress.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** A job run at one moment. Changing it gives a new one with the next version, so that a lost update is seen. */
public record Run(
        String id,
        JobKey job,
        Attempt attempt,
        RunSettings settings,
        RunState state,
        Progress progress,
        Optional<Instant> stopRequestedOn,
        Hold hold,
        long version) {
    public Run {
        requireNonNull(id, "id");
        requireNonNull(job, "job");
        requireNonNull(attempt, "attempt");
        requireNonNull(settings, "settings");
        requireNonNull(state, "state");
        requireNonNull(progress, "progress");
        requireNonNull(stopRequestedOn, "stopRequestedOn");
        requireNonNull(hold, "hold");
    }

    /** A run nobody has touched yet. */
    static Run begin(String id, JobKey job, Attempt attempt, RunSettings settings, RunState state, Instant now) {
        return new Run(id, job, attempt, settings, state, Progress.begun(now), Optional.empty(), Hold.NONE, 1);
    }

    /**
     * The run that follows this one: the retry after a failure, when the job wants one, and the one that goes on after a
     * maintenance window.
     *
     * @param freshId an id that no run has
     */
    Optional<Run> successor(Supplier<String> freshId, Instant now) {
        if (stopRequestedOn.isPresent()) {
            return Optional.empty();
        }
        if (state == RunState.EXPIRED) {
            Attempt next = Attempt.rerunOf(id);
            return Optional.of(begin(freshId.get(), job, next, settings, RunState.STARTING, now));
        }
        // Another attempt would use up the same budget once more.
        boolean wanted = state == RunState.FAILED
                && !isOrderedTo(Reason.BUDGET)
                && attempt.number() < settings.limits().retriesMax();
        return wanted
                ? Optional.of(begin(attempt.retryId(id), job, attempt.retryOf(id), settings, RunState.STARTING, now))
                : Optional.empty();
    }

    /** Whether the driver was told to end for that reason. */
    boolean isOrderedTo(Reason reason) {
        return hold.order().filter(order -> order.reason() == reason).isPresent();
    }

    /** The transaction of the lake that the run's driver works in; empty for a run whose writes are seen as it makes them. */
    public Optional<String> transaction() {
        return transaction(hold.token());
    }

    /** The transactions of earlier claims, whose drivers were lost before the script began. */
    List<String> lostTransactions() {
        return LongStream.range(1, hold.token())
                .mapToObj(this::transaction)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> transaction(long token) {
        return settings.movesBookmark() && token > 0 ? Optional.of(id + "." + token) : Optional.empty();
    }

    /** The driver that has the run. */
    DriverRef driver() {
        return hold.driver().orElseThrow(() -> new IllegalStateException("run " + id + " has no driver"));
    }

    Run moveTo(RunState target, Instant now) {
        if (!state.next().contains(target)) {
            throw new IllegalStateException("run %s cannot go from %s to %s".formatted(id, state, target));
        }
        return new Run(id, job, attempt, settings, target, progress.touched(now), stopRequestedOn, hold, version + 1);
    }

    Run end(RunState target, Instant completedOn, Optional<Failure> failure, Instant now) {
        Run moved = moveTo(target, now);
        return moved.with(moved.progress.withEnd(completedOn, failure));
    }

    Run running(Instant scriptStartedOn, Instant now) {
        Run moved = moveTo(RunState.RUNNING, now);
        return moved.with(moved.progress.withScriptStart(scriptStartedOn));
    }

    Run stopRequested(Instant now) {
        return new Run(id, job, attempt, settings, state, progress.touched(now), Optional.of(now), hold, version + 1);
    }

    Run claimed(String credentialsToken, Instant now) {
        return holding(hold.claimed(credentialsToken), now);
    }

    Run launched(DriverRef driver, Instant now) {
        return holding(hold.launched(driver), now);
    }

    Run ordered(Reason reason, Instant now) {
        return holding(hold.ordered(reason, now), now);
    }

    /** Without its driver: to be launched again, or, when it has ended, with nothing left to tidy up. */
    Run released(Instant now) {
        return holding(hold.withoutDriver(), now);
    }

    Run detailed(Optional<String> detail) {
        return with(progress.withDetail(detail));
    }

    private Run holding(Hold changed, Instant now) {
        // The clients' view of a run that has ended does not change any more.
        Progress seen = state.isFinal() ? progress : progress.touched(now);
        return new Run(id, job, attempt, settings, state, seen, stopRequestedOn, changed, version + 1);
    }

    /** Part of the same change: the version stays. */
    private Run with(Progress changed) {
        return new Run(id, job, attempt, settings, state, changed, stopRequestedOn, hold, version);
    }
}
