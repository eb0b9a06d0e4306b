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
    record Position(long timestampMillis, long id) {
        static final Position START = new Position(Long.MIN_VALUE, Long.MIN_VALUE);
        static final Position END = new Position(Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
