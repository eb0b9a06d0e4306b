package dev.mastic.runtime.bookmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.runtime.bookmark.BookmarkServer.Loaded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bookmarks of the run that this process serves: what was remembered, and what is to be remembered next. */
public final class Bookmarks {
    private static final Logger log = LoggerFactory.getLogger(Bookmarks.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The state of a context that has read nothing, as JSON. */
    private static final String NOTHING = "null";

    /** Spark gives every partition 2^33 ids. */
    private static final long IDS_OF_RUN = 1L << 49;

    private static final Bookmarks NONE = new Bookmarks(BookmarkMode.DISABLED, Optional.empty(), nothing());

    private static volatile Optional<BookmarkServer> connected = Optional.empty();
    private static volatile Map<String, String> runArguments = Map.of();
    private static volatile Bookmarks current = NONE;
    private static volatile boolean committed;

    private final BookmarkMode mode;
    private final Optional<BookmarkServer> server;
    private final Map<String, String> proposed = new HashMap<>();
    private final List<FileBookmark> read = new ArrayList<>();
    private Loaded loaded;
    private int commits;

    private Bookmarks(BookmarkMode mode, Optional<BookmarkServer> server, Loaded loaded) {
        this.mode = mode;
        this.server = server;
        this.loaded = loaded;
    }

    /**
     * Where a context is to begin and, in a window of runs, to end.
     *
     * @param from the state that was remembered; empty when there is none
     * @param to the state not to read past; empty to read all there is
     */
    public record Window(Optional<String> from, Optional<String> to) {
        /** Whether there is nothing to read: the window's last run did not know the context. */
        public boolean isEmpty() {
            return to.filter(NOTHING::equals).isPresent();
        }
    }

    /**
     * From here on this process serves a run.
     *
     * @param arguments the run's own, for scripts that hand none to {@code Job.init}
     */
    public static void connect(BookmarkServer server, Map<String, String> arguments) {
        connected = Optional.of(server);
        runArguments = Map.copyOf(arguments);
    }

    /**
     * Loads the bookmark that a job's arguments ask for: {@code Job.init}.
     *
     * @param arguments named as on the command line or as {@code getResolvedOptions} names them; values may be null
     */
    public static void begin(Map<String, @Nullable String> arguments) {
        Map<String, @Nullable String> all = new HashMap<>(runArguments);
        arguments.forEach((name, value) -> {
            if (value != null) {
                all.put(name, value);
            }
        });
        BookmarkMode mode = BookmarkMode.of(all);
        if (mode == BookmarkMode.DISABLED) {
            current = NONE;
            return;
        }
        if (connected.isEmpty()) {
            log.warn("bookmarks are asked for, but no server keeps them: everything is read and nothing is remembered");
            current = NONE;
            return;
        }
        BookmarkServer server = connected.orElseThrow();
        Optional<String> from = Optional.empty();
        Optional<String> to = Optional.empty();
        if (mode == BookmarkMode.PAUSED) {
            from = BookmarkMode.argument(all, "--job-bookmark-from");
            to = BookmarkMode.argument(all, "--job-bookmark-to");
        }
        current = new Bookmarks(mode, Optional.of(server), server.load(from, to));
    }

    /** Forgets the job that was begun. */
    public static void reset() {
        current = NONE;
    }

    /** Those of the job that was begun; before that, none. */
    public static Bookmarks current() {
        return current;
    }

    public BookmarkMode mode() {
        return mode;
    }

    /** Whether a source with this context is to read only what is new. A source without a context never is. */
    public boolean remembers(String context) {
        return mode != BookmarkMode.DISABLED && !context.isEmpty();
    }

    /** Where the context is to begin and to end. */
    public synchronized Window window(String context) {
        Map<String, String> from = loaded.from().orElse(loaded.to().isPresent() ? Map.of() : loaded.states());
        Optional<String> to = loaded.to().map(states -> states.getOrDefault(context, NOTHING));
        return new Window(Optional.ofNullable(from.get(context)), to);
    }

    /** Proposes a context's next state, one JSON value. A later proposal takes the place of an earlier one. */
    public synchronized void propose(String context, String json) {
        refuseOther(context, json);
        if (mode == BookmarkMode.ENABLED) {
            proposed.put(context, json);
        }
    }

    /** The state that the context has proposed since the last commit. */
    synchronized Optional<String> proposal(String context) {
        return Optional.ofNullable(proposed.get(context));
    }

    /** How far a context has counted; 0 when it never did. */
    public long counter(String context) {
        String state = proposal(context).or(() -> window(context).from()).orElse("0");
        try {
            return Long.parseLong(state);
        } catch (NumberFormatException other) {
            throw new IllegalStateException("bookmark of " + context + ": " + state + " (expected: a number)", other);
        }
    }

    /**
     * The first of the ids that a context gives to records in this run: other ones than in all runs that were committed, when the
     * context is remembered, and 1 when it is not. A run has room for 65,536 partitions of ids, as Spark numbers them.
     */
    public long firstId(@Nullable String context) {
        if (context == null || !remembers(context)) {
            return 1;
        }
        long runs = window(context).from().map(Long::parseLong).orElse(0L);
        proposeCounter(context, runs + 1);
        return runs * IDS_OF_RUN + 1;
    }

    /** Proposes how far a context has counted. */
    public void proposeCounter(String context, long last) {
        propose(context, Long.toString(last));
    }

    /**
     * The bookmark of a source of files. To be asked for before the files are listed.
     *
     * @param context one that is remembered
     */
    public FileBookmark files(String context, FileBookmark.Band band, Configuration hadoop) {
        BookmarkServer keeper = server.orElseThrow(() -> new IllegalStateException("no server keeps bookmarks"));
        FileBookmark files = new FileBookmark(this, keeper, context, band, hadoop);
        synchronized (this) {
            read.add(files);
        }
        return files;
    }

    /**
     * Publishes what the run has written and makes what was proposed the job's bookmark: {@code Job.commit}.
     *
     * @throws BookmarkConflict when another run has moved the bookmark, or a file was replaced while it was read
     */
    public synchronized void commit() {
        if (mode != BookmarkMode.ENABLED) {
            return;
        }
        read.forEach(FileBookmark::refuseReplaced);
        Map<String, String> states = new HashMap<>(loaded.states());
        states.putAll(proposed);
        long version = server.orElseThrow().commit(commits + 1, loaded.version(), states);
        commits++;
        committed = true;
        loaded = new Loaded(version, states, Optional.empty(), Optional.empty());
        proposed.clear();
        read.clear();
        log.info("the bookmark is committed: version {}, {} contexts", version, states.size());
    }

    /** At the end of a script that did well: says so when it was to move the bookmark and has not. */
    public static void warnOfMissingCommit() {
        if (!committed && BookmarkMode.of(runArguments) == BookmarkMode.ENABLED) {
            log.warn(
                    "the script ended without Job.commit(): what it wrote is published, and the bookmark stays where it"
                            + " was, so the next run reads the same again");
        }
    }

    private static void refuseOther(String context, String json) {
        try {
            JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("the state of " + context + " is not JSON: " + json, malformed);
        }
    }

    private static Loaded nothing() {
        return new Loaded(0, Map.of(), Optional.empty(), Optional.empty());
    }
}
