package dev.mastic.runs;

import dev.mastic.runs.Progress.Failure;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings runs that wait to drivers, as many at once as the machine may work on.
 *
 * <p>Level-triggered: every tick looks at what is due in the database. A run that was claimed and not launched, because the
 * server died or something failed, is due again, and its next claim has a greater token.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int DUE_MAX = 100;
    private static final int CREDENTIALS_TOKEN_CHARACTERS = 40;

    /** Claims that may fail for a reason of ours before the run does. */
    private static final int CLAIMS_MAX = 5;

    // AWS queues for 15 minutes, and lets FLEX runs wait for spare capacity for 20.
    private static final Duration QUEUE_MAX = Duration.ofMinutes(15);
    private static final Duration SPARE_CAPACITY_MAX = Duration.ofMinutes(20);

    private final RunStore runs;
    private final RunEnds ends;
    private final RunPlanner planner;
    private final Launcher launcher;
    private final IntSupplier runsMax;
    private final Ids ids;
    private final Clock clock;
    private final Failpoints failpoints;

    /**
     * A dispatcher for this machine.
     *
     * @param runsMax how many runs may have a driver at once, at this moment; none while no run is to begin
     */
    public Dispatcher(
            RunStore runs,
            RunEnds ends,
            RunPlanner planner,
            Launcher launcher,
            IntSupplier runsMax,
            Ids ids,
            Clock clock,
            Failpoints failpoints) {
        this.runs = runs;
        this.ends = ends;
        this.planner = planner;
        this.launcher = launcher;
        this.runsMax = runsMax;
        this.ids = ids;
        this.clock = clock;
        this.failpoints = failpoints;
    }

    /** Once, before the first tick: forgets what an earlier server process had begun to prepare. */
    public void recover() {
        planner.sweep();
    }

    /** One round; returns how many runs it moved. */
    public int tick() {
        int moved = 0;
        for (Run waiting : runs.waitingInVain(clock.instant().minus(QUEUE_MAX), DUE_MAX)) {
            moved += giveUp(waiting);
        }
        for (JobKey job : runs.jobsWaiting()) {
            moved += admit(job);
        }
        int room = runsMax.getAsInt() - runs.launched().size();
        for (Run due : runs.due(DUE_MAX)) {
            if (due.stopRequestedOn().isPresent()) {
                moved += end(due, RunState.STOPPED, Optional.empty());
            } else if (room > 0) {
                room--;
                moved += dispatch(due);
            } else if (hasWaitedForSpareCapacity(due)) {
                String message = "There was no spare capacity for %d minutes (ExecutionClass FLEX)"
                        .formatted(SPARE_CAPACITY_MAX.toMinutes());
                moved += end(due, RunState.FAILED, Optional.of(new Failure(message, Fault.RESOURCES)));
            }
        }
        return moved;
    }

    private boolean hasWaitedForSpareCapacity(Run due) {
        return due.settings().capacity().executionClass().equals(RunSettings.FLEX)
                && clock.instant().isAfter(due.progress().modifiedOn().plus(SPARE_CAPACITY_MAX));
    }

    private int giveUp(Run waiting) {
        if (waiting.stopRequestedOn().isPresent()) {
            return end(waiting, RunState.STOPPED, Optional.empty());
        }
        String message = "Concurrent runs exceeded for %s: the run was queued for %d minutes"
                .formatted(waiting.job().name(), QUEUE_MAX.toMinutes());
        return end(waiting, RunState.FAILED, Optional.of(new Failure(message, Fault.RESOURCES)));
    }

    private int admit(JobKey job) {
        int moved = 0;
        for (Run waiting : runs.waiting(job, DUE_MAX)) {
            if (runs.countActive(job) >= waiting.settings().limits().concurrentRunsMax()) {
                return moved;
            }
            moved += runs.replace(waiting, waiting.moveTo(RunState.STARTING, clock.instant())) ? 1 : 0;
        }
        return moved;
    }

    private int dispatch(Run due) {
        Run claimed = due.claimed(ids.hex(CREDENTIALS_TOKEN_CHARACTERS), clock.instant());
        if (!runs.replace(due, claimed)) {
            return 0;
        }
        failpoints.reach(RunFailpoint.CLAIMED.point());
        try {
            launch(claimed);
        } catch (RunFailure failure) {
            planner.discard(claimed);
            end(claimed, RunState.FAILED, Optional.of(new Failure(failure.message(), failure.fault())));
        } catch (RuntimeException bug) {
            planner.discard(claimed);
            giveUpOrRetry(claimed, bug);
        }
        return 1;
    }

    private void launch(Run claimed) {
        RunPlan plan = planner.plan(claimed);
        failpoints.reach(RunFailpoint.PLANNED.point());
        Launcher.PreparedDriver driver = launcher.prepare(plan);
        failpoints.reach(RunFailpoint.PREPARED.point());
        // First the row, then the question: a driver that nobody asks leaves, one that nobody knows would run on.
        boolean recorded = false;
        try {
            recorded = runs.replace(claimed, claimed.launched(driver.ref(), clock.instant()));
        } finally {
            if (!recorded) {
                driver.discard();
            }
        }
        if (recorded) {
            failpoints.reach(RunFailpoint.LAUNCH_RECORDED.point());
            driver.ask();
            failpoints.reach(RunFailpoint.LAUNCHED.point());
        }
    }

    /** A failure that is no refusal is ours: the next tick tries again, a few times. */
    private void giveUpOrRetry(Run claimed, RuntimeException bug) {
        LOG.error(
                "run {} could not be launched (claim {})",
                claimed.id(),
                claimed.hold().token(),
                bug);
        boolean launched = runs.find(claimed.id())
                .filter(run -> run.hold().driver().isPresent())
                .isPresent();
        if (!launched && claimed.hold().token() >= CLAIMS_MAX) {
            String message = "The run could not be launched because of an internal error (%s)"
                    .formatted(bug.getClass().getSimpleName());
            end(claimed, RunState.FAILED, Optional.of(new Failure(message, Fault.PLATFORM)));
        }
    }

    private int end(Run run, RunState state, Optional<Failure> failure) {
        Instant now = clock.instant();
        Run ended = run.end(state, now, failure, now);
        if (!ends.record(run, ended, now)) {
            return 0;
        }
        failure.ifPresent(why -> LOG.info("run {} failed: {} ({})", run.id(), why.message(), why.fault()));
        failpoints.reach(RunFailpoint.END_RECORDED.point());
        return 1;
    }
}
