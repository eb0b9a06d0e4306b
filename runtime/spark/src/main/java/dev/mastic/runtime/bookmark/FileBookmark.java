package dev.mastic.runtime.bookmark;

import dev.mastic.runtime.bookmark.LakeFiles.Extent;
import dev.mastic.runtime.frame.files.Options;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The bookmark of one read of a source of files. It is made before the files are listed; then it is told what was found, and
 * answers what to read.
 *
 * <p>In the server's own lake the order of publication decides, exactly. Elsewhere it is modification times, with the files of
 * the last quarter of an hour remembered one by one.
 */
public final class FileBookmark {
    private final Bookmarks bookmarks;
    private final BookmarkServer server;
    private final String context;
    private final Band band;
    private final Configuration hadoop;
    private final FileState from;
    private final Optional<FileState> to;
    private final boolean nothing;
    private final long high;
    private final long startedAt = System.currentTimeMillis();
    private LakeFiles lake;
    private TimedFiles others;
    private Set<String> fresh = Set.of();
    private Set<String> read = Set.of();
    private final Set<String> inLake = new HashSet<>();

    FileBookmark(Bookmarks bookmarks, BookmarkServer server, String context, Band band, Configuration hadoop) {
        this.bookmarks = bookmarks;
        this.server = server;
        this.context = context;
        this.band = band;
        this.hadoop = hadoop;
        Bookmarks.Window window = bookmarks.window(context);
        this.nothing = window.isEmpty();
        this.from = window.from().map(FileState::parse).orElse(FileState.NOTHING);
        this.to = window.to().map(FileState::parse);
        this.high = server.position();
        this.lake = new LakeFiles(server, from, Set.of(), high, Extent.OPEN);
        this.others = new TimedFiles(Set.of(), band, startedAt, List.of());
    }

    /**
     * How files outside the lake are remembered.
     *
     * @param millisMax how much later than its time says a file may come into view: Glue's {@code maxBand}
     * @param filesMax how many files as young as that one run may read, the rest waits: Glue's {@code maxFilesInBand}
     */
    public record Band(long millisMax, int filesMax) {
        public static final Band DEFAULT = new Band(900_000, 1_000);
    }

    /**
     * The bookmark of a source whose context is remembered; empty when everything is to be read.
     *
     * @param options of the source: {@code maxBand}, {@code maxFilesInBand}
     */
    public static Optional<FileBookmark> of(SparkSession spark, @Nullable String context, Options options) {
        Bookmarks bookmarks = Bookmarks.current();
        if (context == null || !bookmarks.remembers(context)) {
            return Optional.empty();
        }
        Band band = new Band(
                options.text("maxBand").map(Long::parseLong).orElse(Band.DEFAULT.millisMax()),
                options.text("maxFilesInBand").map(Integer::parseInt).orElse(Band.DEFAULT.filesMax()));
        return Optional.of(bookmarks.files(context, band, spark.sessionState().newHadoopConf()));
    }

    /**
     * Of the files that were found, those to read.
     *
     * @param roots the directories or files that were looked under
     */
    public List<FileStatus> fresh(List<Path> roots, List<FileStatus> found) {
        Set<String> lakeRoots = new HashSet<>();
        Set<String> otherRoots = new HashSet<>();
        roots.forEach(root -> (isInLake(root) ? lakeRoots : otherRoots).add(name(root)));
        lake = new LakeFiles(server, from, lakeRoots, high, to.isPresent() ? Extent.WINDOW : Extent.OPEN);
        others = new TimedFiles(
                otherRoots,
                band,
                startedAt,
                found.stream().filter(file -> !isInLake(file.getPath())).toList());
        Set<String> chosen = new HashSet<>();
        List<String> timed = new ArrayList<>();
        for (FileStatus file : found) {
            String name = name(file.getPath());
            if (isInLake(file.getPath())) {
                inLake.add(name);
            }
            if (isWanted(name)) {
                (inLake.contains(name) ? chosen : timed).add(name);
            }
        }
        // A window was bounded when its runs read it.
        chosen.addAll(to.isPresent() ? timed : others.take(timed));
        fresh = chosen;
        return found.stream()
                .filter(file -> chosen.contains(name(file.getPath())))
                .toList();
    }

    /**
     * Proposes that files are remembered.
     *
     * @param files all that {@link #fresh} answered, or some of them: then the rest is as new to the next run
     */
    public void read(List<FileStatus> files) {
        read = files.stream().map(file -> name(file.getPath())).collect(Collectors.toSet());
        // Another read with the same context may have proposed already.
        FileState base = bookmarks.proposal(context).map(FileState::parse).orElse(from);
        Map<String, Long> positions = new TreeMap<>(base.positions());
        Map<String, Long> times = new TreeMap<>(base.times());
        Map<String, String> seen = new TreeMap<>(base.seen());
        Map<Boolean, Set<String>> byPlace =
                read.stream().collect(Collectors.partitioningBy(inLake::contains, Collectors.toSet()));
        Set<String> here = byPlace.getOrDefault(true, Set.of());
        Set<String> elsewhere = byPlace.getOrDefault(false, Set.of());
        if (read.equals(fresh)) {
            lake.moveAll(here, positions, seen);
            others.moveAll(elsewhere, times, seen);
        } else {
            lake.moveSome(here, seen);
            others.moveSome(elsewhere, seen);
        }
        bookmarks.propose(context, new FileState(positions, times, seen).json());
    }

    /**
     * Refuses to remember files that were replaced since they were chosen.
     *
     * @throws BookmarkConflict naming one
     */
    void refuseReplaced() {
        lake.refuseReplaced(read.stream().filter(inLake::contains).collect(Collectors.toSet()));
    }

    /** A path as bookmarks write it: S3's by its own scheme, without a slash at the end. */
    static String name(Path path) {
        // Only the root of a store has a slash at its end.
        String text = path.toString().replaceFirst("/$", "");
        return isS3(path) ? "s3" + text.substring(text.indexOf(':')) : text;
    }

    private boolean isWanted(String name) {
        if (nothing || isRead(from, name)) {
            return false;
        }
        if (to.isPresent()) {
            return isRead(to.orElseThrow(), name);
        }
        return !inLake.contains(name) || lake.isThere(name);
    }

    private boolean isRead(FileState state, String name) {
        return inLake.contains(name) ? lake.isRead(state, name) : others.isRead(state, name);
    }

    private boolean isInLake(Path path) {
        if (!isS3(path)) {
            return false;
        }
        String endpoint = hadoop.getTrimmed(
                "fs.s3a.bucket." + path.toUri().getHost() + ".endpoint", hadoop.getTrimmed("fs.s3a.endpoint", ""));
        return endpoint.equals(server.lake());
    }

    private static boolean isS3(Path path) {
        String scheme = path.toUri().getScheme();
        return scheme != null && (scheme.equals("s3") || scheme.equals("s3a") || scheme.equals("s3n"));
    }
}
