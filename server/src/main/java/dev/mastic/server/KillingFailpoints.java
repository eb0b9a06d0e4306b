package dev.mastic.server;

import dev.mastic.store.Failpoints;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process at a named failpoint, as a crash would: no hook runs, nothing is flushed. */
final class KillingFailpoints implements Failpoints {
    private static final Logger LOG = LoggerFactory.getLogger(KillingFailpoints.class);
    private static final int KILLED = 137;

    private final String point;
    private final AtomicInteger passes;

    private KillingFailpoints(String point, int pass) {
        this.point = point;
        this.passes = new AtomicInteger(pass);
    }

    /** Reads {@code name} or {@code name@n}; empty means none. */
    static Failpoints of(String text) {
        if (text.isEmpty()) {
            return Failpoints.NONE;
        }
        int at = text.indexOf('@');
        return at < 0
                ? new KillingFailpoints(text, 1)
                : new KillingFailpoints(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }

    @Override
    public void reach(String reached) {
        if (reached.equals(point) && passes.decrementAndGet() == 0) {
            LOG.warn("failpoint {} reached: the process ends here", reached);
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
