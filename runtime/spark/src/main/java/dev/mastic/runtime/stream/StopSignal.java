package dev.mastic.runtime.stream;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.util.SignalUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM while a stream is read: the script's half ends the stream after the batch, so the JVM must not go before it.
 * Whoever sends it kills a driver that takes too long, and the batch is done again by the next run.
 */
public final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final AtomicInteger HOLDERS = new AtomicInteger();
    // As a shell has it: 128 and the number of the signal.
    private static final int STOPPED = 143;

    private static volatile boolean asked;

    static {
        // A handler of Spark's stays for good; one that answers false lets the signal do what it did before.
        SignalUtils.register("TERM", StopSignal::isHeld);
    }

    private StopSignal() {}

    /** From here on the signal ends nothing. */
    public static void hold() {
        HOLDERS.incrementAndGet();
    }

    /** From here on the signal does what it did before, unless somebody else holds it. */
    public static void release() {
        HOLDERS.decrementAndGet();
    }

    /** Whether the signal came while it was held. */
    static boolean isAsked() {
        return asked;
    }

    /** Ends the process as the signal would have. */
    static void end() {
        Runtime.getRuntime().exit(STOPPED);
    }

    private static Boolean isHeld() {
        boolean held = HOLDERS.get() > 0;
        if (held) {
            asked = true;
            LOG.info("the run is asked to stop: its stream ends after the batch");
        }
        return held;
    }
}
