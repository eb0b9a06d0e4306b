package dev.mastic.services.logs;

import dev.mastic.services.logs.StoredEvent.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Looks through events for those that a pattern lets through, for a bounded time. */
final class EventSearch {
    private static final int READ_AT_ONCE = 1_000;
    private static final int PAGE_BYTES_MAX = 1 << 20;
    // A page ends here even when it is empty, so that a search for what is nowhere answers in good time.
    private static final int SEARCHED_MAX = 50_000;

    private final Predicate<String> pattern;
    private final int limit;
    private final List<StoredEvent> found = new ArrayList<>();
    private long foundBytes;
    private int searched;

    EventSearch(Predicate<String> pattern, int limit) {
        this.pattern = pattern;
        this.limit = limit;
    }

    /** The events that were found, and where to go on unless the end was reached. */
    Found run(Function<EventQuery, List<StoredEvent>> source, Position after, Position before) {
        Position position = after;
        while (searched < SEARCHED_MAX) {
            List<StoredEvent> events =
                    source.apply(new EventQuery(position, before, LogStore.Direction.FORWARD, READ_AT_ONCE));
            if (events.isEmpty()) {
                return new Found(found, Optional.empty());
            }
            for (StoredEvent event : events) {
                position = event.position();
                if (pattern.test(event.message()) && fills(event)) {
                    return new Found(found, Optional.of(position));
                }
            }
            searched += events.size();
        }
        return new Found(found, Optional.of(position));
    }

    /** Keeps an event; whether the page is full with it. */
    private boolean fills(StoredEvent event) {
        found.add(event);
        foundBytes += event.message().getBytes(StandardCharsets.UTF_8).length;
        return found.size() >= limit || foundBytes >= PAGE_BYTES_MAX;
    }

    /** What a search has brought. */
    record Found(List<StoredEvent> events, Optional<Position> next) {
        Found {
            events = List.copyOf(events);
        }
    }
}
