package dev.mastic.runs;

import dev.mastic.store.Database;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings Spark's event logs from drivers to where their runs want them, in the form of Spark's rolling logs: a folder
 * {@code eventlog_v2_ID} with {@code events_1_ID}, {@code events_2_ID} … and, when all is there, {@code appstatus_ID}.
 *
 * <p>A piece is written before the mark is moved: after a crash it is written once more, over itself.
 */
public final class EventLogs {
    private static final Logger LOG = LoggerFactory.getLogger(EventLogs.class);
    private static final String FOLDER = "events";
    private static final String UNFINISHED = ".inprogress";
    private static final int PIECE_BYTES_MAX = 8 << 20;
    private static final int APPLICATIONS_MAX = 20;

    // A short run is seen soon, a long one does not fill its folder with pieces. AWS writes every 30 seconds.
    private static final Duration PAUSE_MIN = Duration.ofSeconds(5);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final int AGE_OF_PAUSES = 10;

    private final RunStore runs;
    private final Launcher launcher;
    private final EventLogSink sink;
    private final JdbcLogOffsets offsets;
    private final Clock clock;
    private final Map<String, Instant> nextAt = new ConcurrentHashMap<>();

    public EventLogs(RunStore runs, Launcher launcher, EventLogSink sink, Database database, Clock clock) {
        this.runs = runs;
        this.launcher = launcher;
        this.sink = sink;
        this.offsets = new JdbcLogOffsets(database);
        this.clock = clock;
    }

    /** One round over all runs that work. */
    public void tick() {
        Instant now = clock.instant();
        for (Run run : runs.launched()) {
            if (Observation.eventLogPath(run).isPresent()
                    && !now.isBefore(nextAt.getOrDefault(run.id(), Instant.EPOCH))) {
                nextAt.put(run.id(), now.plus(pause(run, now)));
                shipAll(run);
            }
        }
    }

    /** Brings the rest, of a driver that is gone, and says that it is all. */
    void finish(Run run) {
        if (Observation.eventLogPath(run).isEmpty()) {
            return;
        }
        shipAll(run);
        List<Path> logs = logsOf(launcher.directory(run.driver()));
        for (int number = 0; number < logs.size(); number++) {
            put(run, appName(logs.get(number)), location(run, number, "appstatus_%s"), new byte[0]);
        }
        nextAt.remove(run.id());
    }

    /** The event logs in a driver's directory, in the order in which they were begun. */
    public static List<Path> logsOf(Path driverDirectory) {
        Path folder = driverDirectory.resolve(FOLDER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .limit(APPLICATIONS_MAX)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of a run's first log, e.g. {@code s3://bucket/events/eventlog_v2_jr_1/}; further ones have a number. */
    public static String folder(Run run, int number) {
        String path = Observation.eventLogPath(run).orElseThrow();
        return (path.endsWith("/") ? path : path + "/") + "eventlog_v2_" + name(run, number) + "/";
    }

    private static Duration pause(Run run, Instant now) {
        Duration age = Duration.between(run.progress().startedOn(), now).dividedBy(AGE_OF_PAUSES);
        if (age.compareTo(PAUSE_MIN) < 0) {
            return PAUSE_MIN;
        }
        return age.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : age;
    }

    private void shipAll(Run run) {
        List<Path> logs = logsOf(launcher.directory(run.driver()));
        for (int number = 0; number < logs.size(); number++) {
            ship(run, number, logs.get(number));
        }
    }

    private void ship(Run run, int number, Path log) {
        String app = appName(log);
        String parts = "parts of " + app;
        while (!offsets.isRefused(run.id(), app)) {
            long from = offsets.shippedTo(run.id(), app);
            byte[] piece = completeLines(read(log, from));
            if (piece.length == 0) {
                return;
            }
            long part = offsets.shippedTo(run.id(), parts);
            put(run, app, location(run, number, "events_" + (part + 1) + "_%s"), piece);
            offsets.advance(run.id(), parts, part, part + 1);
            offsets.advance(run.id(), app, from, from + piece.length);
        }
    }

    private void put(Run run, String app, String location, byte[] bytes) {
        try {
            sink.put(run, location, bytes);
        } catch (RunFailure refusal) {
            LOG.warn("the event log of run {} is not written: {}", run.id(), refusal.message());
            offsets.refuse(run.id(), app, refusal.message());
        }
    }

    private static String location(Run run, int number, String file) {
        return folder(run, number) + file.formatted(name(run, number));
    }

    private static String name(Run run, int number) {
        return number == 0 ? run.id() : run.id() + "-" + (number + 1);
    }

    private static String appName(Path log) {
        String name = String.valueOf(log.getFileName());
        return FOLDER + " "
                + (name.endsWith(UNFINISHED) ? name.substring(0, name.length() - UNFINISHED.length()) : name);
    }

    private static byte[] read(Path log, long from) {
        try (InputStream in = Files.newInputStream(log, LinkOption.NOFOLLOW_LINKS)) {
            in.skipNBytes(from);
            return in.readNBytes(PIECE_BYTES_MAX);
        } catch (EOFException | NoSuchFileException renamed) {
            // Spark gives a log that is finished another name: the next round finds it.
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to the last line's end; a piece that is full and has none is taken whole. */
    private static byte[] completeLines(byte[] piece) {
        int end = piece.length;
        while (end > 0 && piece[end - 1] != '\n') {
            end--;
        }
        return end == 0 && piece.length == PIECE_BYTES_MAX ? piece : Arrays.copyOf(piece, end);
    }
}
