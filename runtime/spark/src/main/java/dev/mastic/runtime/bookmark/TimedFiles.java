package dev.mastic.runtime.bookmark;

import dev.mastic.runtime.bookmark.FileBookmark.Band;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;

/**
 * The files of a context that lie elsewhere, told apart by their modification times.
 *
 * <p>A store may show a file later than the time that it bears, so files as old as the band are remembered one by one: one that
 * was not seen is late, one with another time or length was overwritten, and both are read.
 */
final class TimedFiles {
    private final Set<String> roots;
    private final Band band;
    private final long startedAt;
    private final Map<String, FileStatus> files = new HashMap<>();
    private final Set<String> postponed = new HashSet<>();

    /**
     * Files that were found.
     *
     * @param startedAt before they were listed, in milliseconds of the epoch
     */
    TimedFiles(Set<String> roots, Band band, long startedAt, Collection<FileStatus> found) {
        this.roots = roots;
        this.band = band;
        this.startedAt = startedAt;
        found.forEach(file -> files.put(FileBookmark.name(file.getPath()), file));
    }

    /** Whether a state says that the file, as it is, is read. */
    boolean isRead(FileState state, String name) {
        FileStatus file = file(name);
        if (tag(file).equals(state.seen().get(name))) {
            return true;
        }
        OptionalLong reach = FileState.reach(state.times(), name);
        return reach.isPresent() && file.getModificationTime() <= reach.orElseThrow() - band.millisMax();
    }

    /** Those of the files that this run takes: the youngest of too many to remember are left to the next. */
    List<String> take(Collection<String> fresh) {
        long edge = newest(fresh) - band.millisMax();
        List<String> young = fresh.stream()
                .filter(name -> file(name).getModificationTime() > edge)
                .sorted(Comparator.<String>comparingLong(name -> file(name).getModificationTime())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        if (young.size() > band.filesMax()) {
            postponed.addAll(young.subList(band.filesMax(), young.size()));
        }
        return fresh.stream().filter(name -> !postponed.contains(name)).toList();
    }

    /** What is read when all that were taken are. */
    void moveAll(Collection<String> read, Map<String, Long> times, Map<String, String> seen) {
        long reached = newest(read);
        for (String name : postponed) {
            reached = Math.min(reached, file(name).getModificationTime() - 1);
        }
        long reach = reached;
        for (String root : roots) {
            times.merge(root, reach, Math::max);
        }
        moveSome(read, seen);
        seen.entrySet().removeIf(entry -> isBehindBand(times, entry));
    }

    /** What is read when only some are: these, one by one. */
    void moveSome(Collection<String> read, Map<String, String> seen) {
        read.forEach(name -> seen.put(name, tag(file(name))));
    }

    private boolean isBehindBand(Map<String, Long> times, Map.Entry<String, String> seen) {
        OptionalLong reach = FileState.reach(times, seen.getKey());
        int end = seen.getValue().indexOf(':');
        return reach.isPresent()
                && end > 0
                && Long.parseLong(seen.getValue().substring(0, end)) <= reach.orElseThrow() - band.millisMax();
    }

    // A clock that is ahead must not hide the files of those that are not.
    private long newest(Collection<String> names) {
        return names.stream()
                .mapToLong(name -> file(name).getModificationTime())
                .map(time -> Math.min(time, startedAt))
                .max()
                .orElse(Long.MIN_VALUE / 2);
    }

    private FileStatus file(String name) {
        FileStatus file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException(name + " is not among the files that were found");
        }
        return file;
    }

    private static String tag(FileStatus file) {
        return file.getModificationTime() + ":" + file.getLen();
    }
}
