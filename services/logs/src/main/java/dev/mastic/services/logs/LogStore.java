package dev.mastic.services.logs;

import dev.mastic.services.logs.StoredEvent.Position;
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

    List<LogGroup> groups(String account, String region, String prefix, String afterName, int limit);

    void retain(LogGroup group, OptionalInt days);

    Map<String, String> tags(LogGroup group);

    void tag(LogGroup group, Map<String, String> tags);

    void untag(LogGroup group, List<String> keys);

    /** Makes a stream; false when there is one of that name. */
    boolean createStream(LogGroup group, String name, Instant now);

    Optional<LogStream> findStream(LogGroup group, String name);

    boolean deleteStream(LogGroup group, String name);

    List<LogStream> streamsByName(LogGroup group, String prefix, String afterName, Direction direction, int limit);

    List<LogStream> streamsByLastEvent(LogGroup group, Optional<LogStream> after, Direction direction, int limit);

    void append(LogStream stream, List<LogEvent> events, Instant now);

    /** Events of one stream with {@code from <= timestamp < to}, beyond a position in the given direction. */
    List<StoredEvent> streamEvents(LogStream stream, TimeRange range, Position beyond, Direction direction, int limit);

    /** Events of a whole group in the order of time, after a position. */
    List<StoredEvent> groupEvents(LogGroup group, TimeRange range, Position after, int limit);

    /** Drops events that are older than their group's retention; returns how many. */
    int sweep(Instant now, int limit);

    /** Which way a list goes. */
    enum Direction {
        FORWARD,
        BACKWARD
    }

    /** Epoch milliseconds: from inclusive, to exclusive. */
    record TimeRange(long fromMillis, long toMillis) {
        static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
