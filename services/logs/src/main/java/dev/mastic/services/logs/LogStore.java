package dev.mastic.services.logs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Holds log groups, streams and events. Every list comes in the order of its key and goes on after one. */
interface LogStore {
    /** Makes a group; false when there is one of that name. */
    boolean createGroup(String account, String region, String name, Instant now, Map<String, String> tags);

    Optional<LogGroup> findGroup(String account, String region, String name);

    /** Removes a group with all its streams and events; false when there is none. */
    boolean deleteGroup(String account, String region, String name);

    /** The groups whose names have the prefix and contain the part, after the given name. */
    List<LogGroup> groups(String account, String region, GroupNames names, String afterName, int limit);

    /** How many bytes of messages a group holds. */
    long storedBytes(LogGroup group);

    void retain(LogGroup group, OptionalInt days);

    Map<String, String> tags(LogGroup group);

    void tag(LogGroup group, Map<String, String> tags);

    void untag(LogGroup group, List<String> keys);

    /** Makes a stream; false when there is one of that name. */
    boolean createStream(LogGroup group, String name, Instant now);

    Optional<LogStream> findStream(LogGroup group, String name);

    boolean deleteStream(LogGroup group, String name);

    /** The streams whose names have the prefix, beyond the given name; an empty name stands before all of them. */
    List<LogStream> streamsByName(LogGroup group, String prefix, String beyondName, Direction direction, int limit);

    /** The streams beyond the given place. */
    List<LogStream> streamsByLastEvent(LogGroup group, StreamPlace beyond, Direction direction, int limit);

    void append(LogStream stream, List<LogEvent> events, Instant now);

    /** Events of one stream. */
    List<StoredEvent> streamEvents(LogStream stream, EventQuery query);

    /** Events of the streams of a group whose names have the prefix. */
    List<StoredEvent> groupEvents(LogGroup group, String streamPrefix, EventQuery query);

    /** Events of some streams of a group. */
    List<StoredEvent> eventsOf(LogGroup group, List<LogStream> streams, EventQuery query);

    /** Drops events that are older than their group's retention; returns how many. */
    int sweep(Instant now, int limit);

    /** Which way a list goes. */
    enum Direction {
        FORWARD,
        BACKWARD
    }

    /** Which groups: by the beginning of their names, and by a part of them; empty texts ask for nothing. */
    record GroupNames(String prefix, String part) {}

    /** A place among streams that are ordered by their last event; streams without events come first. */
    record StreamPlace(long lastEventMillis, String name) {
        static final StreamPlace START = new StreamPlace(-1, "");
        static final StreamPlace END = new StreamPlace(Long.MAX_VALUE, "");
    }
}
