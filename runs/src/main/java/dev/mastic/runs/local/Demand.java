package dev.mastic.runs.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs have asked for lately, and so how many drivers of each profile are worth being kept.
 *
 * <p>As many as were asked for at once, within the time that it takes to warm one up, in the busiest moment of the last minutes.
 */
final class Demand {
    /** Demands further apart are served by the same place in the pool, refilled in between. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int NOTES_MAX = 1_000;
    private static final int PROFILES_MAX = 16;

    /** A profile of its own is worth a driver when it comes again. */
    private static final int COMES_AGAIN = 2;

    private final int defaultMin;
    private final Map<DriverProfile, Deque<Instant>> notes = new LinkedHashMap<>();

    /**
     * No demand yet.
     *
     * @param defaultMin how many drivers of the default profile are wanted without any
     */
    Demand(int defaultMin) {
        this.defaultMin = defaultMin;
    }

    void note(DriverProfile profile, Instant now) {
        forget(now);
        if (!notes.containsKey(profile) && notes.size() == PROFILES_MAX) {
            return;
        }
        Deque<Instant> times = notes.computeIfAbsent(profile, first -> new ArrayDeque<>());
        times.addLast(now);
        if (times.size() > NOTES_MAX) {
            times.removeFirst();
        }
    }

    /** The profile of each driver that is wanted, the default one first; no more than the bound. */
    List<DriverProfile> wanted(Instant now, int max) {
        forget(now);
        List<DriverProfile> wanted = new ArrayList<>();
        int usual = Math.max(defaultMin, peak(notes.getOrDefault(DriverProfile.DEFAULT, new ArrayDeque<>())));
        add(wanted, DriverProfile.DEFAULT, Math.min(defaultMin, max));
        notes.forEach((profile, times) -> {
            if (!profile.equals(DriverProfile.DEFAULT) && times.size() >= COMES_AGAIN) {
                add(wanted, profile, Math.min(peak(times), max - wanted.size()));
            }
        });
        add(wanted, DriverProfile.DEFAULT, Math.min(usual - defaultMin, max - wanted.size()));
        return wanted;
    }

    private static void add(List<DriverProfile> wanted, DriverProfile profile, int count) {
        for (int one = 0; one < count; one++) {
            wanted.add(profile);
        }
    }

    private static int peak(Deque<Instant> times) {
        Deque<Instant> window = new ArrayDeque<>();
        int peak = 0;
        for (Instant time : times) {
            window.addLast(time);
            while (window.getFirst().plus(AT_ONCE).isBefore(time)) {
                window.removeFirst();
            }
            peak = Math.max(peak, window.size());
        }
        return peak;
    }

    private void forget(Instant now) {
        notes.values()
                .forEach(times -> times.removeIf(time -> time.plus(REMEMBERED).isBefore(now)));
        notes.values().removeIf(Deque::isEmpty);
    }
}
