package dev.mastic.runtime.bookmark;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where bookmarks are kept, as one run sees it. */
public interface BookmarkServer {
    /**
     * The job's bookmark as it is now.
     *
     * @param from a run whose state is wanted besides
     * @param to another
     */
    Loaded load(Optional<String> from, Optional<String> to);

    /**
     * Publishes what the run has written and makes the states the job's bookmark, both or neither.
     *
     * @param number of the commit in this run, from 1: the same number again is the same commit
     * @param version the bookmark's version that the states were made from
     * @return the bookmark's new version
     * @throws BookmarkConflict when another run has moved the bookmark since
     */
    long commit(int number, long version, Map<String, String> states);

    /** Where the lake is that publishes what a run writes, e.g. {@code http://127.0.0.1:4566}. */
    String lake();

    /** The position of the lake's last publication. */
    long position();

    /**
     * The objects under a prefix that were published behind a position, -1 for all, and those that the run itself has written and not
     * published.
     */
    List<Change> changes(String bucket, String prefix, long after);

    /**
     * A bookmark as it is read.
     *
     * @param version grows with every change of the bookmark
     * @param states by context, as JSON
     * @param from the states after the run that was asked for
     * @param to the states after the other
     */
    record Loaded(
            long version,
            Map<String, String> states,
            Optional<Map<String, String>> from,
            Optional<Map<String, String>> to) {
        public Loaded {
            states = Map.copyOf(states);
            from = from.map(Map::copyOf);
            to = to.map(Map::copyOf);
        }
    }

    /**
     * An object of the lake.
     *
     * @param position of its publication; empty for one that the run has written and not published
     * @param tag its ETag, which tells its content from others
     */
    record Change(String key, Optional<Long> position, String tag) {}
}
