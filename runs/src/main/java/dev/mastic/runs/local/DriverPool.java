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
 * Keeps drivers ready, as many of each profile as were asked for lately, within a bound for all.
 *
 * <p>Each is handed out once. They warm up one at a time and at a low priority, so that they do not take the processor from
 * runs, and nobody ever waits for one: a run that finds none ready starts a driver of its own. When this server dies they see
 * the end of their standard input and leave.
 */
public final class DriverPool {
    private static final Logger LOG = LoggerFactory.getLogger(DriverPool.class);
    private static final Duration WARM_UP_MAX = Duration.ofMinutes(3);
    private static final Duration BACK_OFF_MIN = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MAX = Duration.ofMinutes(1);

    private final DriverStarter starter;
    private final Processes processes;
    private final Size size;
    private final Clock clock;
    private final Signal wake;
    private final Demand demand;
    private final List<Kept> kept = new ArrayList<>();
    private final Set<String> favoured = new HashSet<>();
    private Duration backOff = BACK_OFF_MIN;
    private Instant notBefore = Instant.MIN;
    private Life life = Life.OPEN;
    private int servedWarm;
    private int startedCold;

    private enum Life {
        OPEN,
        CLOSED
    }

    private record Kept(Driver driver, DriverProfile profile, Instant since) {
        private boolean isReady() {
            return driver.folder().isReady();
        }
    }

    /**
     * The bounds of a pool.
     *
     * @param min how many of the default profile are kept in any case; with none there is no pool
     * @param max how many are kept of all profiles together
     */
    public record Size(int min, int max) {
        public Size {
            if (min < 0 || max < min) {
                throw new IllegalArgumentException("a pool of %d to %d drivers".formatted(min, max));
            }
        }
    }

    /**
     * An empty pool.
     *
     * @param wake wakes the thread that calls {@link #tick}
     */
    DriverPool(DriverStarter starter, Processes processes, Size size, Clock clock, Signal wake) {
        this.starter = starter;
        this.processes = processes;
        this.size = size;
        this.clock = clock;
        this.wake = wake;
        this.demand = new Demand(size.min());
    }

    /** One round: buries drivers that died, dismisses one that nobody wants any more, and starts one where one is missing. */
    public synchronized void tick() {
        buryDead();
        if (life == Life.CLOSED || size.min() == 0) {
            return;
        }
        Instant now = clock.instant();
        List<DriverProfile> wanted = demand.wanted(now, size.max());
        surplus(wanted).ifPresent(one -> {
            kept.remove(one);
            dismiss(one.driver);
        });
        boolean warmingUp = kept.stream().anyMatch(one -> !one.isReady());
        if (!warmingUp && kept.size() < size.max() && !now.isBefore(notBefore)) {
            missing(wanted).ifPresent(this::start);
        }
    }

    /** How many drivers could be handed out now. */
    public synchronized int ready() {
        return (int) kept.stream().filter(Kept::isReady).count();
    }

    public synchronized int warmingUp() {
        return kept.size() - ready();
    }

    /** How many are kept as long as demand stays what it is. */
    public synchronized int wanted() {
        return size.min() == 0 ? 0 : demand.wanted(clock.instant(), size.max()).size();
    }

    /** How many are kept at most. */
    public int max() {
        return size.max();
    }

    /** How many runs were given a warm driver. */
    public synchronized int servedWarm() {
        return servedWarm;
    }

    /** How many runs found none. */
    public synchronized int startedCold() {
        return startedCold;
    }

    /** Sends every driver away. */
    public synchronized void close() {
        life = Life.CLOSED;
        kept.forEach(one -> dismiss(one.driver));
        kept.clear();
    }

    /** A driver that is ready, if there is one; it is the caller's then. */
    synchronized Optional<Driver> take(DriverProfile profile) {
        demand.note(profile, clock.instant());
        for (Iterator<Kept> drivers = kept.iterator(); drivers.hasNext(); ) {
            Kept one = drivers.next();
            if (one.profile.equals(profile) && one.isReady() && processes.isAlive(one.driver.ref())) {
                drivers.remove();
                favoured.remove(one.driver.folder().name());
                servedWarm++;
                wake.raise();
                return Optional.of(one.driver);
            }
        }
        startedCold++;
        wake.raise();
        return Optional.empty();
    }

    /** Notes a run that no warm driver can serve. */
    synchronized void passedBy() {
        startedCold++;
    }

    private Optional<DriverProfile> missing(List<DriverProfile> wanted) {
        List<DriverProfile> lacking = new ArrayList<>(wanted);
        kept.forEach(one -> lacking.remove(one.profile));
        return lacking.stream().findFirst();
    }

    private Optional<Kept> surplus(List<DriverProfile> wanted) {
        List<DriverProfile> open = new ArrayList<>(wanted);
        return kept.stream()
                .filter(one -> !open.remove(one.profile))
                .filter(Kept::isReady)
                .findFirst();
    }

    private void buryDead() {
        Instant now = clock.instant();
        for (Iterator<Kept> drivers = kept.iterator(); drivers.hasNext(); ) {
            Kept one = drivers.next();
            Driver driver = one.driver;
            boolean ready = one.isReady();
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

    private void start(DriverProfile profile) {
        try {
            Driver driver = starter.startWarm(profile);
            driver.process().onExit(wake::raise);
            kept.add(new Kept(driver, profile, clock.instant()));
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
