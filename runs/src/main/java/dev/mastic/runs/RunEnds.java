package dev.mastic.runs;

import dev.mastic.store.Database;
import java.time.Instant;

/** Records that a run has ended and, in the same step, publishes or forgets what it wrote. */
public final class RunEnds {
    private final RunStore runs;
    private final StagedWrites writes;
    private final Database database;

    public RunEnds(RunStore runs, StagedWrites writes, Database database) {
        this.runs = runs;
        this.writes = writes;
        this.database = database;
    }

    /**
     * Writes {@code ended} over {@code run}, together with the retry that may follow; false when somebody was faster.
     *
     * @throws RunFailure when the run succeeded and what it wrote cannot be published: then it has not ended yet
     */
    boolean record(Run run, Run ended, Instant now) {
        return database.atomically(() -> {
            if (!runs.replace(run, ended, ended.retry(now))) {
                return false;
            }
            run.lostTransactions().forEach(writes::discard);
            run.transaction().ifPresent(ended.state() == RunState.SUCCEEDED ? writes::publish : writes::discard);
            return true;
        });
    }
}
