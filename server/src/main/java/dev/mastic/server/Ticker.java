package dev.mastic.server;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does one thing again and again: when its period is over, or at once when it is woken. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Semaphore wake = new Semaphore(0);
    private final String name;
    private final Duration period;
    private @Nullable Thread thread;
    private volatile boolean closed;

    Ticker(String name, Duration period) {
        this.name = name;
        this.period = period;
    }

    /** Begins; a wake-up that came before makes the first round begin at once. */
    void start(Runnable work) {
        thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes the next round begin now; many calls before it make one round. */
    void wake() {
        wake.release();
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        if (thread == null) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable work) {
        while (!closed) {
            Duration pause = period;
            try {
                work.run();
            } catch (RuntimeException bug) {
                // The next round starts from the database again, so a failed one costs time and nothing else.
                LOG.error("{} failed, and goes on", name, bug);
                pause = AFTER_FAILURE;
            }
            try {
                if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
