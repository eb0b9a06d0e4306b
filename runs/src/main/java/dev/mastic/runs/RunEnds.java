package dev.mastic.runs;

import dev.mastic.store.Database;
import dev.mastic.store.Ids;
import java.time.Instant;
import java.util.function.Consumer;

/** Records that a run has ended and, in the same step, publishes or forgets what it wrote. */
public final class RunEnds {
    private final RunStore runs;
    private final StagedWrites writes;
    private final EndReports reports;
    private final Database database;
    private final Ids ids;
    private final Consumer<Run> told;

    /**
     * Ends over the given runs.
     *
     * @param told hears of every end, once it is recorded
     */
    public RunEnds(
            RunStore runs, StagedWrites writes, EndReports reports, Database database, Ids ids, Consumer<Run> told) {
        this.told = told;
        this.runs = runs;
        this.writes = writes;
        this.reports = reports;
        this.database = database;
        this.ids = ids;
    }

    /**
     * Writes {@code ended} over {@code run}, together with the run that may follow; false when somebody was faster.
     *
     * @throws RunFailure when the run succeeded and what it wrote cannot be published: then it has not ended yet
     */
    boolean record(Run run, Run ended, Instant now) {
        boolean recorded = database.atomically(() -> {
            if (!runs.replace(run, ended, ended.successor(() -> RunQueue.freshId(ids), now))) {
                return false;
            }
            run.lostTransactions().forEach(writes::discard);
            reports.tell(ended, now);
            run.transaction().ifPresent(ended.state() == RunState.SUCCEEDED ? writes::publish : writes::discard);
            return true;
        });
        if (recorded) {
            told.accept(ended);
        }
        return recorded;
    }
}
