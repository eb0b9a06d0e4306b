package dev.mastic.runs;

import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    private final Database database;
    private final JdbcLogOffsets offsets;
    private final Clock clock;
    private final Failpoints failpoints;

    public LogShipper(
            RunStore runs, Launcher launcher, LogSink sink, Database database, Clock clock, Failpoints failpoints) {
        this.runs = runs;
        this.launcher = launcher;
        this.sink = sink;
        this.database = database;
        this.offsets = new JdbcLogOffsets(database);
        this.clock = clock;
        this.failpoints = failpoints;
    }

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

    /** Why the run's logs were not written, when its role may not write them. */
    Optional<String> refusal(Run run) {
        return offsets.refusal(run.id());
    }

    void forget(Run run) {
        offsets.forget(run.id());
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
            if (!Files.exists(file) || offsets.isRefused(run.id(), route.file())) {
                return true;
            }
            long from = offsets.shippedTo(run.id(), route.file());
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
                boolean first = offsets.advance(run.id(), route.file(), from, from + lines.bytes());
                if (first) {
                    sink.append(run, route.target(), events(lines.texts()));
                }
                return first;
            });
            failpoints.reach(RunFailpoint.LOGS_SHIPPED.point());
        } catch (RunFailure denied) {
            LOG.warn("logs of run {} are not written: {}", run.id(), denied.message());
            offsets.refuse(run.id(), route.file(), denied.message());
        }
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
