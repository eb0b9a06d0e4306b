package dev.mastic.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long each driver has not said that it is alive, in time that was watched.
 *
 * <p>A round that comes late counts for a second at most: a laptop that slept or a clock that was set must not end runs.
 */
final class Silence {
    private static final Duration ROUND_MAX = Duration.ofSeconds(1);

    private final Map<String, Heard> heard = new HashMap<>();

    private record Heard(Instant heartbeat, Instant round, Duration silent) {}

    Duration of(String runId, Optional<Instant> heartbeat, Instant now) {
        if (heartbeat.isEmpty()) {
            return Duration.ZERO;
        }
        Instant beat = heartbeat.orElseThrow();
        Heard before = heard.get(runId);
        Heard after = before == null || !before.heartbeat.equals(beat)
                ? new Heard(beat, now, Duration.ZERO)
                : new Heard(before.heartbeat, now, before.silent.plus(round(before.round, now)));
        heard.put(runId, after);
        return after.silent;
    }

    void forget(String runId) {
        heard.remove(runId);
    }

    private static Duration round(Instant before, Instant now) {
        Duration round = Duration.between(before, now);
        if (round.isNegative()) {
            return Duration.ZERO;
        }
        return round.compareTo(ROUND_MAX) > 0 ? ROUND_MAX : round;
    }
}
