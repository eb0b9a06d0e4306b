package dev.mastic.runtime.stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM while a stream is read: the script's Python half ends the stream after the batch, so the JVM must not go before it.
 * Whoever sends it kills a driver that takes too long, and the batch is done again by the next run.
 */
public final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final Signal TERM = new Signal("TERM");

    private StopSignal() {}

    /** From here on the signal ends nothing; answers what to {@link #release} with. */
    public static SignalHandler hold() {
        return Signal.handle(TERM, signal -> LOG.info("the run is asked to stop: its stream ends after the batch"));
    }

    /** From here on the signal does what it did before. */
    public static void release(SignalHandler before) {
        Signal.handle(TERM, before);
    }
}
