package dev.mastic.runs.local;

import dev.mastic.runs.FileTree;
import dev.mastic.runs.RunFailure;
import dev.mastic.runs.Signal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps drivers ready.
 *
 * <p>Each is handed out once. They warm up one at a time and at a low priority, so that they do not take the processor from
 * runs. When this server dies they see the end of their standard input and leave.
 */
public final class DriverPool {
    private static final Logger LOG = LoggerFactory.getLogger(DriverPool.class);
    private static final Duration WARM_UP_MAX = Duration.ofMinutes(3);
    private static final Duration BACK_OFF_MIN = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MAX = Duration.ofMinutes(1);

    private final DriverStarter starter;
    private final Processes processes;
    private final int size;
    private final Clock clock;
    private final Signal wake;
    private final List<Kept> kept = new ArrayList<>();
    private final Set<String> favoured = new HashSet<>();
    private Duration backOff = BACK_OFF_MIN;
    private Instant notBefore = Instant.MIN;
    private Life life = Life.OPEN;

    private enum Life {
        OPEN,
        CLOSED
    }

    private record Kept(Driver driver, Instant since) {}

    /**
     * A pool of drivers of the default profile.
     *
     * @param wake wakes the thread that calls {@link #tick}
     */
    DriverPool(DriverStarter starter, Processes processes, int size, Clock clock, Signal wake) {
        this.starter = starter;
        this.processes = processes;
        this.size = size;
        this.clock = clock;
        this.wake = wake;
    }

    /** One round: buries drivers that died, and starts one where one is missing. */
    public synchronized void tick() {
        buryDead();
        boolean warmingUp = kept.stream().anyMatch(one -> !one.driver.folder().isReady());
        if (life == Life.OPEN
                && kept.size() < size
                && !warmingUp
                && !clock.instant().isBefore(notBefore)) {
            start();
        }
    }

    /** How many drivers could be handed out now. */
    public synchronized int ready() {
        return (int) kept.stream().filter(one -> one.driver.folder().isReady()).count();
    }

    /** Sends every driver away. */
    public synchronized void close() {
        life = Life.CLOSED;
        kept.forEach(one -> dismiss(one.driver));
        kept.clear();
    }

    /** A driver that is ready, if there is one; it is the caller's then. */
    synchronized Optional<Driver> take() {
        for (Iterator<Kept> drivers = kept.iterator(); drivers.hasNext(); ) {
            Driver driver = drivers.next().driver;
            if (driver.folder().isReady() && processes.isAlive(driver.ref())) {
                drivers.remove();
                favoured.remove(driver.folder().name());
                wake.raise();
                return Optional.of(driver);
            }
        }
        return Optional.empty();
    }

    private void buryDead() {
        Instant now = clock.instant();
        for (Iterator<Kept> drivers = kept.iterator(); drivers.hasNext(); ) {
            Kept one = drivers.next();
            Driver driver = one.driver;
            boolean ready = driver.folder().isReady();
            if (!processes.isAlive(driver.ref()) || (!ready && now.isAfter(one.since.plus(WARM_UP_MAX)))) {
                LOG.warn(
                        "a warm driver is gone: {}", driver.folder().lastWords().orElse("it said nothing"));
                drivers.remove();
                dismiss(driver);
                delayNext(now);
            } else if (ready && favoured.add(driver.folder().name())) {
                processes.favour(driver.ref());
                backOff = BACK_OFF_MIN;
            }
        }
    }

    private void start() {
        try {
            Driver driver = starter.startWarm();
            driver.process().onExit(wake::raise);
            kept.add(new Kept(driver, clock.instant()));
        } catch (IOException | RunFailure e) {
            LOG.warn("no warm driver could be started: {}", e.getMessage());
            delayNext(clock.instant());
        }
    }

    private void delayNext(Instant now) {
        notBefore = now.plus(backOff);
        backOff = backOff.multipliedBy(2).compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : backOff.multipliedBy(2);
    }

    private void dismiss(Driver driver) {
        favoured.remove(driver.folder().name());
        processes.kill(driver.ref());
        FileTree.delete(driver.folder().root());
    }
}
