package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.FileStatusCache;
import org.apache.spark.sql.execution.datasources.InMemoryFileIndex;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/** The files under the paths of a source. */
final class FileSet {

    private static final Logger log = LoggerFactory.getLogger(FileSet.class);
    private static final FileStatusCache NO_CACHE = NoopCache$.MODULE$;

    private final SparkSession spark;
    private final Configuration hadoop;

    FileSet(SparkSession spark) {
        this.spark = spark;
        this.hadoop = spark.sessionState().newHadoopConf();
    }

    /** The files that the connection options of an S3 source name. Directories {@code key=value} do not become columns. */
    FileIndex of(Options options) {
        List<String> paths = options.list("paths");
        if (paths.isEmpty()) {
            paths = options.list("path");
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("option paths is missing or empty (expected: a list of paths)");
        }
        boolean recurse = options.flag("recurse");
        List<Path> roots = existing(paths);
        List<String> exclusions = options.list("exclusions");
        if (!exclusions.isEmpty()) {
            roots = files(roots, recurse, exclusions);
        }
        return of(roots, recurse, PartitionSpec.emptySpec());
    }

    /** The files under these directories, as the partitions that the specification says they are. */
    FileIndex of(List<Path> roots, boolean recurse, PartitionSpec partitions) {
        Map<String, String> parameters = Map.of("recursiveFileLookup", Boolean.toString(recurse));
        return new InMemoryFileIndex(
                spark,
                Interop.seq(roots),
                Interop.map(parameters),
                Option.empty(),
                NO_CACHE,
                Option.apply(partitions),
                Option.empty());
    }

    private List<Path> existing(List<String> paths) {
        List<Path> found = new ArrayList<>();
        for (String text : paths) {
            Path path = new Path(text);
            try {
                FileSystem files = path.getFileSystem(hadoop);
                FileStatus[] matches = files.globStatus(path);
                if (matches == null || matches.length == 0) {
                    // Glue reads nothing from a path without files, as a bookmark without new files would.
                    log.warn("no files under {}", text);
                } else {
                    Arrays.stream(matches).map(FileStatus::getPath).forEach(found::add);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException("cannot list " + text + ": " + broken.getMessage(), broken);
            }
        }
        return found;
    }

    private List<Path> files(List<Path> roots, boolean recurse, List<String> exclusions) {
        Set<Path> kept = new TreeSet<>();
        for (Path root : roots) {
            try {
                FileSystem files = root.getFileSystem(hadoop);
                if (files.getFileStatus(root).isFile()) {
                    keep(root.getParent(), root, exclusions, kept);
                    continue;
                }
                RemoteIterator<LocatedFileStatus> all = files.listFiles(root, recurse);
                while (all.hasNext()) {
                    keep(root, all.next().getPath(), exclusions, kept);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException("cannot list " + root + ": " + broken.getMessage(), broken);
            }
        }
        return List.copyOf(kept);
    }

    private static void keep(Path root, Path file, List<String> exclusions, Set<Path> kept) {
        String whole = file.toString();
        String relative = whole.startsWith(root.toString())
                ? whole.substring(root.toString().length() + 1)
                : whole;
        if (isHidden(relative)) {
            return;
        }
        for (String exclusion : exclusions) {
            if (matches(exclusion, relative) || matches(exclusion, whole)) {
                return;
            }
        }
        kept.add(file);
    }

    // As Spark has it: names that begin with a dot, or with an underscore unless they are a partition.
    private static boolean isHidden(String relative) {
        return Arrays.stream(relative.split("/", -1))
                .anyMatch(name -> name.startsWith(".") || (name.startsWith("_") && !name.contains("=")));
    }

    private static boolean matches(String glob, String path) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher.matches(java.nio.file.Path.of(path));
    }
}
