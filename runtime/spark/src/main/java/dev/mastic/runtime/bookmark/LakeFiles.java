package dev.mastic.runtime.bookmark;

import dev.mastic.runtime.bookmark.BookmarkServer.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a context that lie in the lake, in the order in which the lake published them.
 *
 * <p>Names are {@code s3://bucket/key}; a root is a directory's name without a slash behind it, or a file's.
 */
final class LakeFiles {
    private static final String SCHEME = "s3://";

    /** Before everything. */
    private static final long START = -1;

    private final BookmarkServer server;
    private final FileState from;
    private final Set<String> roots;

    /** What is published up to here is for this run to read, the rest for the next. */
    private final long high;

    private final Map<String, Change> changes;

    /**
     * Asks what has changed, after the files were listed.
     *
     * @param high the lake's position before they were listed
     */
    LakeFiles(BookmarkServer server, FileState from, Set<String> roots, long high, Extent extent) {
        this.server = server;
        this.from = from;
        this.roots = roots;
        this.high = high;
        Map<String, Long> after = new HashMap<>();
        roots.forEach(root -> after.put(root, begin(root, extent)));
        this.changes = changes(after);
    }

    /** Whether a run reads up to now, or up to where an earlier run was. */
    enum Extent {
        OPEN,
        WINDOW
    }

    /** Whether the file was there, as it is, when the lake's position was taken. The run's own writes count as there. */
    boolean isThere(String file) {
        Change change = changes.get(file);
        return change == null || change.position().orElse(high) <= high;
    }

    /** Whether a state says that the file, as it is, is read. */
    boolean isRead(FileState state, String file) {
        Change change = changes.get(file);
        String seen = state.seen().get(file);
        if (seen != null && (change == null || change.tag().equals(seen))) {
            return true;
        }
        OptionalLong reach = FileState.reach(state.positions(), file);
        // What has not changed since the state was made is behind it; what the run itself has written is behind no one.
        return reach.isPresent() && (change == null || change.position().orElse(Long.MAX_VALUE) <= reach.orElseThrow());
    }

    /** What is read when all of the files are: the roots up to the position, and what the run itself had written. */
    void moveAll(Collection<String> read, Map<String, Long> positions, Map<String, String> seen) {
        for (String root : roots) {
            positions.keySet().removeIf(known -> known.startsWith(root + "/"));
            positions.put(root, high);
        }
        seen.keySet().removeIf(file -> FileState.isUnder(roots, file) && !isAhead(file));
        for (String file : read) {
            Change change = changes.get(file);
            if (change != null && change.position().isEmpty()) {
                seen.put(file, change.tag());
            }
        }
    }

    /** What is read when only some of the files are: these, one by one. */
    void moveSome(Collection<String> read, Map<String, String> seen) {
        Map<String, Long> start = new HashMap<>();
        roots.forEach(
                root -> start.put(root, FileState.reach(from.positions(), root).orElse(START)));
        Map<String, Change> now = changes(start);
        for (String file : read) {
            Change change = now.get(file);
            if (change != null) {
                seen.put(file, change.tag());
            }
        }
    }

    /**
     * Refuses to remember files that were replaced since they were chosen: nobody knows which content was read.
     *
     * @throws BookmarkConflict naming one
     */
    void refuseReplaced(Set<String> read) {
        if (read.isEmpty()) {
            return;
        }
        Map<String, Long> after = new HashMap<>();
        roots.forEach(root -> after.put(root, high));
        changes(after).forEach((file, change) -> {
            if (change.position().isPresent() && read.contains(file)) {
                throw new BookmarkConflict(file + " was replaced while the run read it: nothing is published, the"
                        + " next run reads it again");
            }
        });
    }

    private boolean isAhead(String file) {
        Change change = changes.get(file);
        return change != null && change.position().orElse(Long.MAX_VALUE) > high;
    }

    /** From where changes must be known to judge the files under a root. */
    private long begin(String root, Extent extent) {
        OptionalLong reach = FileState.reach(from.positions(), root);
        if (reach.isPresent()) {
            return reach.orElseThrow();
        }
        boolean partly = from.positions().keySet().stream().anyMatch(known -> known.startsWith(root + "/"))
                || from.seen().keySet().stream().anyMatch(file -> file.startsWith(root));
        // Of a root that nothing was read of, only what comes meanwhile matters.
        return partly || extent == Extent.WINDOW ? START : high;
    }

    /** The changes under roots, behind the position given for each or an earlier one; few questions for many roots. */
    private Map<String, Change> changes(Map<String, Long> after) {
        Map<String, List<String>> byBucket = new TreeMap<>();
        after.keySet()
                .forEach(root -> byBucket.computeIfAbsent(bucket(root), name -> new ArrayList<>())
                        .add(root));
        Map<String, Change> found = new HashMap<>();
        byBucket.forEach((bucket, names) -> {
            long earliest = names.stream().mapToLong(after::get).min().orElse(START);
            String prefix = commonPrefix(names).substring(SCHEME.length() + bucket.length());
            for (Change change : server.changes(bucket, prefix.replaceFirst("^/", ""), earliest)) {
                found.put(SCHEME + bucket + "/" + change.key(), change);
            }
        });
        return found;
    }

    private static String bucket(String root) {
        int end = root.indexOf('/', SCHEME.length());
        return root.substring(SCHEME.length(), end < 0 ? root.length() : end);
    }

    private static String commonPrefix(List<String> names) {
        String common = names.get(0);
        for (String name : names) {
            int same = 0;
            while (same < Math.min(common.length(), name.length()) && common.charAt(same) == name.charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        return common;
    }
}
