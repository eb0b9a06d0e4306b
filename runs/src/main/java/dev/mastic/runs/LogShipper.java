package dev.mastic.runs;

import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes log events of what drivers write.
 *
 * <p>The events and how far the file is read commit together, so that a crash neither loses nor repeats a line.
 */
public final class LogShipper {
    private static final Logger LOG = LoggerFactory.getLogger(LogShipper.class);
    private static final int CHUNK_BYTES = 1 << 20;

    /** What one call ships of one file, so that a run that prints much does not keep the others waiting. */
    private static final int CHUNKS_MAX = 4;

    private final RunStore runs;
    private final Launcher launcher;
    private final LogSink sink;
    private final EventLogs eventLogs;
    private final Database database;
    private final JdbcLogOffsets offsets;
    private final Clock clock;
    private final Failpoints failpoints;
    private final Map<MarkKey, Mark> marks = new ConcurrentHashMap<>();

    public LogShipper(
            RunStore runs,
            Launcher launcher,
            LogSink sink,
            EventLogs eventLogs,
            Database database,
            Clock clock,
            Failpoints failpoints) {
        this.runs = runs;
        this.launcher = launcher;
        this.sink = sink;
        this.eventLogs = eventLogs;
        this.database = database;
        this.offsets = new JdbcLogOffsets(database);
        this.clock = clock;
        this.failpoints = failpoints;
    }

    /** A route of a run. */
    private record MarkKey(String runId, String route) {}

    /** How far a route is, as the database had it: most rounds find nothing new and need not ask. */
    private record Mark(long shippedTo, boolean refused) {}

    /** What is done with a last line that has no end yet. */
    private enum LastLine {
        HELD,
        SHIPPED
    }

    /** One round over all runs that work. */
    public void tick() {
        for (Run run : runs.launched()) {
            try {
                ship(run, LastLine.HELD);
            } catch (RuntimeException bug) {
                LOG.error("logs of run {} could not be shipped, the next round tries again", run.id(), bug);
            }
        }
    }

    /** Ships what is left of a run whose driver writes no more, or a good part of it; true when nothing is left. */
    boolean drain(Run run) {
        return ship(run, LastLine.SHIPPED);
    }

    /** Ships what only a driver that is gone has written in full. */
    void finish(Run run) {
        eventLogs.finish(run);
    }

    /** Why the run's logs were not written, when its role may not write them. */
    Optional<String> refusal(Run run) {
        return offsets.refusal(run.id());
    }

    void forget(Run run) {
        offsets.forget(run.id());
        marks.keySet().removeIf(key -> key.runId().equals(run.id()));
    }

    private boolean ship(Run run, LastLine lastLine) {
        Path directory = launcher.directory(run.driver());
        boolean all = true;
        for (LogRoute route : LogRoute.of(run)) {
            all &= ship(run, route, directory.resolve(route.file()), lastLine);
        }
        return all;
    }

    private boolean ship(Run run, LogRoute route, Path file, LastLine lastLine) {
        for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
            Mark mark = marks.computeIfAbsent(new MarkKey(run.id(), route.name()), this::mark);
            if (mark.refused() || length(file) <= mark.shippedTo()) {
                return true;
            }
            long from = mark.shippedTo();
            byte[] bytes = read(file, from);
            LogLines lines = lastLine == LastLine.SHIPPED && bytes.length < CHUNK_BYTES
                    ? LogLines.all(bytes)
                    : LogLines.complete(bytes, CHUNK_BYTES);
            if (lines.bytes() == 0) {
                return true;
            }
            commit(run, route, from, lines);
        }
        return false;
    }

    private void commit(Run run, LogRoute route, long from, LogLines lines) {
        try {
            database.atomically(() -> {
                boolean first = offsets.advance(run.id(), route.name(), from, from + lines.bytes());
                if (first) {
                    sink.append(run, route.target(), events(lines.texts()));
                }
                return first;
            });
            failpoints.reach(RunFailpoint.LOGS_SHIPPED.point());
        } catch (RunFailure denied) {
            LOG.warn("logs of run {} are not written: {}", run.id(), denied.message());
            offsets.refuse(run.id(), route.name(), denied.message());
        } finally {
            // Read anew: the watcher ships too, when the run ends.
            marks.remove(new MarkKey(run.id(), route.name()));
        }
    }

    private Mark mark(MarkKey key) {
        return new Mark(offsets.shippedTo(key.runId(), key.route()), offsets.isRefused(key.runId(), key.route()));
    }

    private static long length(Path file) {
        return file.toFile().length();
    }

    private List<LogSink.Event> events(List<String> texts) {
        return texts.stream()
                .map(text -> new LogSink.Event(clock.instant(), text))
                .toList();
    }

    private static byte[] read(Path file, long from) {
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            input.seek(from);
            byte[] bytes = new byte[(int) Math.max(0, Math.min(CHUNK_BYTES, input.length() - from))];
            int read = 0;
            while (read < bytes.length) {
                int more = input.read(bytes, read, bytes.length - read);
                if (more < 0) {
                    return Arrays.copyOf(bytes, read);
                }
                read += more;
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
