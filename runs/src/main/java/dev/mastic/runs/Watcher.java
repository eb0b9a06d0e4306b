package dev.mastic.runs;

import dev.mastic.runs.DriverSighting.Exit;
import dev.mastic.runs.DriverSighting.Life;
import dev.mastic.runs.Hold.Reason;
import dev.mastic.runs.Progress.Failure;
import dev.mastic.store.Failpoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows runs that have a driver to their ends, and tidies up behind them.
 *
 * <p>Level-triggered: every tick compares the rows with the driver directories and processes. Drivers that an earlier server
 * process started are adopted without further ado, for the row says where each is.
 */
public final class Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final int UNRELEASED_MAX = 100;

    /** Drivers that a run may lose before its script begins. */
    private static final int LAUNCHES_MAX = 3;

    private static final Duration START_MAX = Duration.ofMinutes(10);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    /** How long a run's end waits for its last log lines. */
    private static final Duration DRAIN_MAX = Duration.ofMinutes(1);

    /** What Spark has to stop, after the script has ended. */
    private static final Duration LINGER_MAX = Duration.ofSeconds(10);

    /** How long a driver directory is kept for logs that cannot be written. */
    private static final Duration KEEP_MAX = Duration.ofMinutes(30);

    private final RunStore runs;
    private final RunEnds ends;
    private final Launcher launcher;
    private final LogShipper logs;
    private final Duration stopGrace;
    private final Clock clock;
    private final Failpoints failpoints;
    private final Signal wakeDispatcher;
    private final Silence silence = new Silence();
    private final Map<String, Instant> endSeen = new HashMap<>();

    /**
     * A watcher of this machine's drivers.
     *
     * @param stopGrace what a driver has to end by itself before it is killed
     */
    public Watcher(
            RunStore runs,
            RunEnds ends,
            Launcher launcher,
            LogShipper logs,
            Duration stopGrace,
            Clock clock,
            Failpoints failpoints,
            Signal wakeDispatcher) {
        this.runs = runs;
        this.ends = ends;
        this.launcher = launcher;
        this.logs = logs;
        this.stopGrace = stopGrace;
        this.clock = clock;
        this.failpoints = failpoints;
        this.wakeDispatcher = wakeDispatcher;
    }

    /** Once, before the dispatcher's first tick: ends drivers that belong to no run. */
    public void recover() {
        Set<String> known = new HashSet<>();
        runs.launched().forEach(run -> known.add(run.driver().directory()));
        runs.unreleased(Integer.MAX_VALUE).forEach(run -> known.add(run.driver().directory()));
        launcher.sweep(known);
    }

    /** One round. */
    public void tick() {
        runs.launched().forEach(run -> guarded(run, this::watch));
        runs.unreleased(UNRELEASED_MAX).forEach(run -> guarded(run, this::release));
    }

    /** One run's trouble is not the others'. */
    private void guarded(Run run, Consumer<Run> step) {
        try {
            step.accept(run);
        } catch (RuntimeException bug) {
            LOG.error("run {} could not be watched, the next round tries again", run.id(), bug);
        }
    }

    private void watch(Run run) {
        DriverSighting seen = launcher.look(run.driver());
        begin(run, seen).ifPresent(current -> {
            if (seen.exit().isPresent()) {
                finish(current, seen.exit().orElseThrow());
            } else if (seen.life() == Life.GONE) {
                mourn(current, seen);
            } else {
                hurry(current, seen);
            }
        });
    }

    /**
     * STARTING becomes RUNNING when the script has begun, which one that ended well has in any case. Empty when somebody else
     * changed the run: then the next round looks again.
     */
    private Optional<Run> begin(Run run, DriverSighting seen) {
        Optional<Instant> begun = seen.scriptStartedOn()
                .or(() -> seen.exit().filter(exit -> exit.code() == 0).map(Exit::finishedAt));
        if (run.state() != RunState.STARTING || begun.isEmpty()) {
            return Optional.of(run);
        }
        Run running = run.running(begun.orElseThrow(), clock.instant());
        if (!runs.replace(run, running)) {
            return Optional.empty();
        }
        failpoints.reach(RunFailpoint.RUNNING_RECORDED.point());
        return Optional.of(running);
    }

    /** The script has ended by itself. */
    private void finish(Run run, Exit exit) {
        if (run.state() == RunState.STOPPING) {
            end(run, RunState.STOPPED, Optional.empty());
        } else if (run.isOrderedTo(Reason.MAINTENANCE)) {
            end(run, RunState.EXPIRED, Optional.empty());
        } else if (exit.code() == 0 && !endedByOrder(run)) {
            endAt(run, RunState.SUCCEEDED, Optional.empty(), exit.finishedAt());
        } else if (run.isOrderedTo(Reason.BUDGET)) {
            end(run, RunState.FAILED, Optional.of(Endings.ofBudget(run)));
        } else if (run.isOrderedTo(Reason.TIMEOUT)) {
            end(run, RunState.TIMEOUT, Optional.of(Endings.ofTimeout(run)));
        } else {
            endAt(run, RunState.FAILED, Optional.of(Endings.ofExit(run, exit)), exit.finishedAt());
        }
    }

    /** A batch that ends well in spite of an order was faster than it. A stream ends well because of it. */
    private static boolean endedByOrder(Run run) {
        return run.settings().script().streams() && run.hold().order().isPresent();
    }

    /** The driver is gone and left no word. */
    private void mourn(Run run, DriverSighting seen) {
        if (run.state() == RunState.STOPPING) {
            end(run, RunState.STOPPED, Optional.empty());
        } else if (run.isOrderedTo(Reason.MAINTENANCE)) {
            end(run, RunState.EXPIRED, Optional.empty());
        } else if (run.isOrderedTo(Reason.BUDGET)) {
            end(run, RunState.FAILED, Optional.of(Endings.ofBudget(run)));
        } else if (run.isOrderedTo(Reason.TIMEOUT)) {
            end(run, RunState.TIMEOUT, Optional.of(Endings.ofTimeout(run)));
        } else if (run.state() == RunState.STARTING
                && run.hold().order().isEmpty()
                && run.hold().launches() < LAUNCHES_MAX) {
            // The script has not begun, so nothing is done twice.
            relaunch(run, seen);
        } else {
            end(run, RunState.FAILED, Optional.of(Endings.ofDeath(run, seen.death())));
        }
    }

    private void relaunch(Run run, DriverSighting seen) {
        LOG.warn("run {} lost its driver before the script began: {}", run.id(), Endings.ofDeath(run, seen.death()));
        if (runs.replace(run, run.released(clock.instant()))) {
            launcher.remove(run.driver());
            wakeDispatcher.raise();
        }
    }

    /** The driver works on: has it been told to end, or must it be? */
    private void hurry(Run run, DriverSighting seen) {
        Instant now = clock.instant();
        Optional<Hold.StopOrder> order = run.hold().order();
        if (order.isEmpty()) {
            Duration silent = silence.of(run.id(), seen.heartbeat(), now);
            reasonToEnd(run, silent, now).ifPresent(reason -> order(run, reason, now));
        } else if (now.isAfter(order.orElseThrow().since().plus(stopGrace))) {
            launcher.kill(run.driver());
        }
    }

    private void order(Run run, Reason reason, Instant now) {
        Run stopping = reason == Reason.REQUESTED ? run.moveTo(RunState.STOPPING, now) : run;
        if (runs.replace(run, stopping.ordered(reason, now))) {
            failpoints.reach(RunFailpoint.STOP_RECORDED.point());
            launcher.askToEnd(run.driver());
            failpoints.reach(RunFailpoint.STOP_SIGNALLED.point());
        }
    }

    private static Optional<Reason> reasonToEnd(Run run, Duration silent, Instant now) {
        if (run.stopRequestedOn().isPresent()) {
            return Optional.of(Reason.REQUESTED);
        }
        Duration timeout = Duration.ofMinutes(run.settings().limits().timeoutMinutes());
        if (run.progress()
                .scriptStartedOn()
                .filter(start -> now.isAfter(start.plus(timeout)))
                .isPresent()) {
            return Optional.of(Reason.TIMEOUT);
        }
        double used = Bill.of(run, now).dpuHours();
        if (run.settings().budgetDpuHours().filter(budget -> used > budget).isPresent()) {
            return Optional.of(Reason.BUDGET);
        }
        if (isToBeRestarted(run, now)) {
            return Optional.of(Reason.MAINTENANCE);
        }
        if (run.state() == RunState.STARTING
                && now.isAfter(run.progress().modifiedOn().plus(START_MAX))) {
            return Optional.of(Reason.START_TIMEOUT);
        }
        return silent.compareTo(SILENCE_MAX) > 0 ? Optional.of(Reason.SILENCE) : Optional.empty();
    }

    /** Whether a maintenance window has opened since a streaming script began. */
    private static boolean isToBeRestarted(Run run, Instant now) {
        return run.settings()
                .maintenanceWindow()
                .flatMap(window ->
                        run.progress().scriptStartedOn().filter(start -> start.isBefore(window.openedBefore(now))))
                .isPresent();
    }

    private void end(Run run, RunState state, Optional<Failure> failure) {
        endAt(run, state, failure, clock.instant());
    }

    /** Who sees the end finds every line: the rest of the logs goes first, for as long as that takes a bearable time. */
    private void endAt(Run run, RunState state, Optional<Failure> failure, Instant completedOn) {
        Instant now = clock.instant();
        Instant seenSince = endSeen.computeIfAbsent(run.id(), id -> now);
        failpoints.reach(RunFailpoint.END_SEEN.point());
        if (!logs.drain(run) && now.isBefore(seenSince.plus(DRAIN_MAX))) {
            return;
        }
        failpoints.reach(RunFailpoint.LOGS_DRAINED.point());
        Instant completed = completedOn.isAfter(now) ? now : completedOn;
        Run ended = run.end(state, completed, failure, now).detailed(logs.refusal(run));
        boolean recorded;
        try {
            recorded = ends.record(run, ended, now);
        } catch (RunFailure refusal) {
            // The script did well, and what it wrote cannot be published.
            endAt(run, RunState.FAILED, Optional.of(new Failure(refusal.message(), refusal.fault())), completedOn);
            return;
        }
        if (recorded) {
            LOG.info("run {} of job {} ended: {}", run.id(), run.job().name(), state);
            failpoints.reach(RunFailpoint.END_RECORDED.point());
            endSeen.remove(run.id());
            silence.forget(run.id());
            wakeDispatcher.raise();
        }
    }

    /** An ended run keeps its driver's directory until its logs are shipped and its processes are gone. */
    private void release(Run run) {
        Instant now = clock.instant();
        Instant ended = run.progress().completedOn().orElse(now);
        if (launcher.look(run.driver()).life() == Life.ALIVE) {
            if (now.isAfter(ended.plus(LINGER_MAX))) {
                launcher.kill(run.driver());
            }
            return;
        }
        if (!logs.drain(run) && now.isBefore(ended.plus(KEEP_MAX))) {
            return;
        }
        logs.finish(run);
        launcher.remove(run.driver());
        failpoints.reach(RunFailpoint.DIRECTORY_REMOVED.point());
        if (runs.replace(run, run.released(now))) {
            logs.forget(run);
            failpoints.reach(RunFailpoint.RELEASED.point());
        }
    }
}
