package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.bookmark.FileBookmark;
import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.s3.LakeObject;
import dev.mastic.runtime.s3.LakeObjects;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningUtils$;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/** Finds the files of a source by its options: {@code recurse}, {@code exclusions}, {@code excludeStorageClasses}, the bounds. */
final class FileListing {

    private static final Logger log = LoggerFactory.getLogger(FileListing.class);

    /** What lies in an archive cannot be read before it is restored. */
    private static final List<String> ARCHIVES = List.of("GLACIER", "DEEP_ARCHIVE");

    private final SparkSession spark;
    private final Configuration hadoop;
    private final Options options;
    private final Optional<FileBookmark> bookmark;
    private final List<String> exclusions;
    private final Set<String> excludedClasses;

    FileListing(SparkSession spark, Options options, Optional<FileBookmark> bookmark) {
        this.spark = spark;
        this.hadoop = spark.sessionState().newHadoopConf();
        this.options = options;
        this.bookmark = bookmark;
        this.exclusions = options.list("exclusions");
        List<String> classes =
                options.text("excludeStorageClasses").isPresent() ? options.list("excludeStorageClasses") : ARCHIVES;
        this.excludedClasses = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        excludedClasses.addAll(classes);
    }

    /** The files under the paths of the connection options. Directories {@code key=value} do not become columns. */
    FileSet ofPaths() {
        List<Path> roots = roots();
        List<FileStatus> files = new ArrayList<>();
        for (Path root : roots) {
            files.addAll(under(root, options.flag("recurse")));
        }
        Path directory =
                files.isEmpty() ? new Path("/") : files.get(0).getPath().getParent();
        return chosen(roots, FileSet.unpartitioned(directory, files));
    }

    /** The files under the paths of the connection options, all of them; directories {@code key=value} become columns. */
    FileSet ofPartitionedPaths() {
        List<Path> roots = roots();
        Map<Path, List<FileStatus>> directories = new LinkedHashMap<>();
        for (Path root : roots) {
            for (FileStatus file : under(root, true)) {
                directories
                        .computeIfAbsent(file.getPath().getParent(), parent -> new ArrayList<>())
                        .add(file);
            }
        }
        PartitionSpec found = partitions(List.copyOf(directories.keySet()), roots);
        List<FileSet.Partition> partitions = new ArrayList<>();
        for (PartitionPath partition : Interop.list(found.partitions())) {
            List<FileStatus> files = directories.remove(partition.path());
            partitions.add(
                    new FileSet.Partition(partition.values(), partition.path(), files == null ? List.of() : files));
        }
        directories.forEach(
                (directory, files) -> partitions.add(new FileSet.Partition(InternalRow.empty(), directory, files)));
        return chosen(roots, new FileSet(found.partitionColumns(), partitions));
    }

    private PartitionSpec partitions(List<Path> directories, List<Path> roots) {
        List<Path> bases = options.text("basePath").isPresent()
                ? List.of(qualified(new Path(options.required("basePath"))))
                : roots;
        return PartitioningUtils$.MODULE$.parsePartitions(
                Interop.seq(directories),
                spark.sessionState().conf().partitionColumnTypeInferenceEnabled(),
                Interop.seq(bases).toSet(),
                Option.empty(),
                spark.sessionState().conf().caseSensitiveAnalysis(),
                spark.sessionState().conf().validatePartitionColumns(),
                ZoneId.of(spark.sessionState().conf().sessionLocalTimeZone()));
    }

    /** All files under the place of a table without partitions. */
    FileSet ofTable(Path location) {
        Path root = qualified(location);
        return chosen(List.of(root), FileSet.unpartitioned(root, under(root, true)));
    }

    /** All files of the partitions of a table. */
    FileSet ofPartitions(StructType keys, List<PartitionPath> partitions) {
        List<FileSet.Partition> listed = partitions.stream()
                .parallel()
                .map(partition -> new FileSet.Partition(
                        partition.values(), partition.path(), under(qualified(partition.path()), true)))
                .toList();
        List<Path> roots = partitions.stream()
                .map(partition -> qualified(partition.path()))
                .toList();
        return chosen(roots, new FileSet(keys, listed));
    }

    /** What a source reads is decided here: what is new to its bookmark, then as much of that as its bounds allow. */
    private FileSet chosen(List<Path> roots, FileSet found) {
        FileSet fresh =
                bookmark.isEmpty() ? found : found.keep(bookmark.orElseThrow().fresh(roots, found.files()));
        long filesMax = options.number("boundedFiles").orElse(Long.MAX_VALUE);
        long bytesMax = options.number("boundedSize").orElse(Long.MAX_VALUE);
        boolean isBounded = filesMax != Long.MAX_VALUE || bytesMax != Long.MAX_VALUE;
        FileSet chosen = isBounded ? fresh.oldest(filesMax, bytesMax) : fresh;
        bookmark.ifPresent(moved -> moved.read(chosen.files()));
        return chosen;
    }

    private List<Path> roots() {
        List<String> paths = options.list("paths").isEmpty() ? options.list("path") : options.list("paths");
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("option paths is missing or empty (expected: a list of paths)");
        }
        List<Path> roots = new ArrayList<>();
        for (String text : paths) {
            Path path = new Path(text);
            if (text.matches(".*[*?\\[{].*")) {
                roots.addAll(matching(path));
            } else {
                roots.add(qualified(path));
            }
        }
        return roots;
    }

    private List<Path> matching(Path pattern) {
        try {
            FileStatus[] matches = pattern.getFileSystem(hadoop).globStatus(pattern);
            if (matches == null || matches.length == 0) {
                log.warn("no files match {}", pattern);
                return List.of();
            }
            return Arrays.stream(matches).map(FileStatus::getPath).toList();
        } catch (IOException broken) {
            throw cannotList(pattern, broken);
        }
    }

    private Path qualified(Path path) {
        try {
            FileSystem files = path.getFileSystem(hadoop);
            return path.makeQualified(files.getUri(), files.getWorkingDirectory());
        } catch (IOException broken) {
            throw cannotList(path, broken);
        }
    }

    private List<FileStatus> under(Path root, boolean recurse) {
        Optional<LakeObjects> lake = LakeObjects.of(root.toUri(), hadoop);
        List<FileStatus> found = lake.isPresent() ? objects(lake.orElseThrow(), root, recurse) : files(root, recurse);
        List<FileStatus> kept = found.stream()
                .filter(file -> isWanted(root, file.getPath()))
                .sorted(Comparator.comparing(FileStatus::getPath))
                .toList();
        if (kept.isEmpty()) {
            // Glue reads nothing from a path without files, as a bookmark without new files would.
            log.warn("no files under {}", root);
        }
        return kept;
    }

    private List<FileStatus> objects(LakeObjects lake, Path root, boolean recurse) {
        List<FileStatus> found = new ArrayList<>();
        for (LakeObject object : lake.under(root.toUri(), recurse)) {
            if (!object.isMarker() && !excludedClasses.contains(object.storageClass())) {
                Path path = new Path(root.toUri().getScheme(), object.bucket(), "/" + object.key());
                found.add(new FileStatus(
                        object.bytes(),
                        false,
                        1,
                        hadoop.getLongBytes("fs.s3a.block.size", 1L << 25),
                        object.modifiedMillis(),
                        path));
            }
        }
        return found;
    }

    private List<FileStatus> files(Path root, boolean recurse) {
        try {
            List<FileStatus> found = new ArrayList<>();
            RemoteIterator<LocatedFileStatus> all = root.getFileSystem(hadoop).listFiles(root, recurse);
            while (all.hasNext()) {
                found.add(all.next());
            }
            return found;
        } catch (FileNotFoundException nothing) {
            return List.of();
        } catch (IOException broken) {
            throw cannotList(root, broken);
        }
    }

    private boolean isWanted(Path root, Path file) {
        String whole = file.toString();
        String directory = root.toString();
        boolean isBelow = whole.length() > directory.length() && whole.startsWith(directory);
        String relative = isBelow ? whole.substring(directory.length()).replaceFirst("^/", "") : file.getName();
        return !isHidden(relative)
                && exclusions.stream().noneMatch(glob -> matches(glob, relative) || matches(glob, whole));
    }

    // As Spark has it: names that begin with a dot, or with an underscore unless they are a partition.
    private static boolean isHidden(String relative) {
        return Arrays.stream(relative.split("/", -1))
                .anyMatch(name -> name.startsWith(".")
                        || (name.startsWith("_") && !name.contains("="))
                        || name.toLowerCase(Locale.ROOT).endsWith("._copying_"));
    }

    private static boolean matches(String glob, String path) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher.matches(java.nio.file.Path.of(path));
    }

    private static UncheckedIOException cannotList(Path path, IOException broken) {
        return new UncheckedIOException("cannot list " + path + ": " + broken.getMessage(), broken);
    }
}
