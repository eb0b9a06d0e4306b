package dev.mastic.services.logs;

import dev.mastic.services.logs.StoredEvent.Position;

/**
 * Which events are wanted, in the order of their positions: those strictly between two places.
 *
 * @param after the place behind which they begin
 * @param before the place before which they end
 * @param direction from which end they are read
 * @param limit how many, at most; fewer when their messages fill a page
 */
record EventQuery(Position after, Position before, LogStore.Direction direction, int limit) {
    /** The same, but from behind the given place on. */
    EventQuery continuedAfter(Position place) {
        return new EventQuery(place.compareTo(after) > 0 ? place : after, before, direction, limit);
    }

    /** The same, but only up to the given place. */
    EventQuery endingBefore(Position place) {
        return new EventQuery(after, place.compareTo(before) < 0 ? place : before, direction, limit);
    }
}
