package dev.mastic.runtime.observe;

import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;

/** What this process observes of its run. There is none before a run is adopted, and none of runs that asked for nothing. */
public final class RunObserver {
    private static volatile Optional<RunObserver> current = Optional.empty();

    private final RunTally tally = new RunTally();
    private final Optional<ProgressBar> progress;
    private volatile Optional<MetricsReporter> reporter = Optional.empty();

    private RunObserver(Optional<ProgressBar> progress) {
        this.progress = progress;
    }

    static Optional<RunObserver> current() {
        return current;
    }

    RunTally tally() {
        return tally;
    }

    Optional<ProgressBar> progress() {
        return progress;
    }

    /** Whether there is something to observe. */
    public static boolean isBegun() {
        return current.isPresent();
    }

    /**
     * From here on the run is observed.
     *
     * @param progress where the progress bar is written, if anywhere
     * @param metrics what is reported to CloudWatch, if anything
     */
    public static void begin(Optional<OutputStream> progress, Optional<MetricsPlan> metrics) {
        RunObserver observer = new RunObserver(progress.map(out -> new ProgressBar(out, Clock.systemUTC())));
        current = Optional.of(observer);
        observer.reporter = metrics.map(plan -> MetricsReporter.start(plan, observer.tally));
    }

    /** Reports what has not been reported, for the last time. May be called again, and when nothing is observed. */
    public static void end() {
        current.flatMap(observer -> observer.reporter).ifPresent(MetricsReporter::finish);
    }
}
