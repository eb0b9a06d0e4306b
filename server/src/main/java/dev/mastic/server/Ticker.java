package dev.mastic.server;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does one thing again and again: when its period is over, or at once when it is woken. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private final Runnable work;
    private final Duration period;
    private volatile boolean closed;

    private Ticker(String name, Duration period, Runnable work) {
        this.work = work;
        this.period = period;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static Ticker start(String name, Duration period, Runnable work) {
        Ticker ticker = new Ticker(name, period, work);
        ticker.thread.start();
        return ticker;
    }

    /** Makes the next round begin now; many calls before it make one round. */
    void wake() {
        wake.release();
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            Duration pause = period;
            try {
                work.run();
            } catch (RuntimeException bug) {
                // The next round starts from the database again, so a failed one costs time and nothing else.
                LOG.error("{} failed, and goes on", thread.getName(), bug);
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
