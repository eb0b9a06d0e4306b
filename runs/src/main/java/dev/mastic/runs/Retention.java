package dev.mastic.runs;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets runs that ended long ago, a bounded number in each round. Their logs have a retention of their own. */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int RUNS_MAX = 1_000;

    private final RunStore runs;
    private final Duration kept;
    private final Clock clock;

    /**
     * A retention of runs.
     *
     * @param kept how long a run is kept after its end
     */
    public Retention(RunStore runs, Duration kept, Clock clock) {
        this.runs = runs;
        this.kept = kept;
        this.clock = clock;
    }

    /** One round; returns how many runs it forgot. */
    public int tick() {
        int forgotten = runs.removeEndedBefore(clock.instant().minus(kept), RUNS_MAX);
        if (forgotten > 0) {
            LOG.info("{} runs that ended more than {} days ago are forgotten", forgotten, kept.toDays());
        }
        return forgotten;
    }
}
