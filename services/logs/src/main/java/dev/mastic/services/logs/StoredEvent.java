package dev.mastic.services.logs;

/** An event as it is kept: with the number that makes it unique and places it among events of the same millisecond. */
record StoredEvent(long id, String streamName, long timestampMillis, long ingestedMillis, String message) {
    /** The id on the wire: fixed-length digits, as CloudWatch's are. */
    String eventId() {
        return "%056d".formatted(id);
    }

    Position position() {
        return new Position(timestampMillis, id);
    }

    /** A place in the order of events: by time, then by arrival. */
    record Position(long timestampMillis, long id) implements Comparable<Position> {
        /** Before every event. */
        static final Position START = new Position(Long.MIN_VALUE, 0);

        /** Behind every event. */
        static final Position END = new Position(Long.MAX_VALUE, Long.MAX_VALUE);

        /** Behind every event before a time. */
        static Position before(long timestampMillis) {
            return new Position(timestampMillis, 0);
        }

        /** The place from which this event, too, is read backwards. */
        Position behind() {
            return id == Long.MAX_VALUE ? this : new Position(timestampMillis, id + 1);
        }

        /** The place from which this event, too, is read forwards. */
        Position ahead() {
            return id == 0 ? this : new Position(timestampMillis, id - 1);
        }

        @Override
        public int compareTo(Position other) {
            int byTime = Long.compare(timestampMillis, other.timestampMillis);
            return byTime != 0 ? byTime : Long.compare(id, other.id);
        }
    }
}
