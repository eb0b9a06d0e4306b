package dev.mastic.runs;

import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an API may ask of runs: to begin one, to stop one, to see them. It writes wishes, the loops do the rest. */
public final class RunQueue {
    /** How many runs may wait for a driver, over all jobs, unless the configuration says otherwise. */
    public static final int UNDRIVEN_RUNS_MAX = 10_000;

    private static final int ID_HEX_DIGITS = 64;

    private final RunStore runs;
    private final int undrivenMax;
    private final Database database;
    private final Ids ids;
    private final Clock clock;
    private final Failpoints failpoints;
    private final Signal wake;

    /**
     * A queue in front of the given runs.
     *
     * @param undrivenMax how many runs may wait for a driver
     * @param wake wakes dispatcher and watcher
     */
    public RunQueue(
            RunStore runs,
            int undrivenMax,
            Database database,
            Ids ids,
            Clock clock,
            Failpoints failpoints,
            Signal wake) {
        this.runs = runs;
        this.undrivenMax = undrivenMax;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.failpoints = failpoints;
        this.wake = wake;
    }

    /**
     * Begins a run; empty when the job has as many as it may and the run is not to wait.
     *
     * @param repeated the id of the earlier run that this one repeats
     */
    public Optional<Run> start(JobKey job, RunSettings settings, Optional<String> repeated) {
        Attempt attempt = repeated.map(Attempt::rerunOf).orElse(Attempt.FIRST);
        String id = freshId(ids);
        Optional<Run> begun = database.atomically(() -> admit(job, settings).map(state -> {
            Run run = Run.begin(id, job, attempt, settings, state, clock.instant());
            runs.insert(run);
            return run;
        }));
        begun.ifPresent(run -> {
            failpoints.reach(RunFailpoint.QUEUED.point());
            wake.raise();
        });
        return begun;
    }

    /** An id that no run has. */
    static String freshId(Ids ids) {
        return "jr_" + ids.hex(ID_HEX_DIGITS);
    }

    /** Whether as many runs wait for a driver as the server lets wait. */
    public boolean isFull() {
        return runs.countUndriven(undrivenMax) >= undrivenMax;
    }

    /** Records the wish that a run be stopped; false when it has ended. */
    public boolean stop(String id) {
        boolean wished = database.atomically(() -> {
            Optional<Run> run = runs.find(id).filter(found -> !found.state().isFinal());
            Instant now = clock.instant();
            run.filter(found -> found.stopRequestedOn().isEmpty())
                    .ifPresent(found -> runs.replace(found, found.stopRequested(now)));
            return run.isPresent();
        });
        wake.raise();
        return wished;
    }

    /** Whether the claim that a driver speaks for is still the one that has the run. */
    public boolean holds(Run claim) {
        return runs.find(claim.id())
                .filter(run -> run.hold().token() == claim.hold().token())
                .filter(run -> !run.state().isFinal() && run.hold().driver().isPresent())
                .isPresent();
    }

    public Optional<Run> find(JobKey job, String id) {
        return runs.find(id).filter(run -> run.job().equals(job));
    }

    /** A page of a job's runs, newest first. */
    public List<Run> ofJob(JobKey job, Optional<RunStore.Place> after, int max) {
        return runs.ofJob(job, after, max);
    }

    private Optional<RunState> admit(JobKey job, RunSettings settings) {
        if (runs.countActive(job) < settings.limits().concurrentRunsMax()) {
            return Optional.of(RunState.STARTING);
        }
        return switch (settings.limits().whenFull()) {
            case REFUSE -> Optional.empty();
            case WAIT -> Optional.of(RunState.WAITING);
        };
    }
}
