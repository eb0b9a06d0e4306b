package dev.mastic.runtime.frame.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The files that a source reads, by the partition that they belong to. Whoever chooses among the files of a source chooses
 * here, before anything is read: a file has a path, a size and the time of its last change.
 *
 * @param keys the columns that partitions have values for
 */
public record FileSet(StructType keys, List<Partition> partitions) {

    /**
     * The files of a partition; of a source without partitions there is one, which has no values.
     *
     * @param directory that the files lie under
     */
    public record Partition(InternalRow values, Path directory, List<FileStatus> files) {
        public Partition {
            files = List.copyOf(files);
        }
    }

    public FileSet {
        partitions = List.copyOf(partitions);
    }

    static FileSet unpartitioned(Path directory, List<FileStatus> files) {
        return new FileSet(new StructType(), List.of(new Partition(InternalRow.empty(), directory, files)));
    }

    public List<FileStatus> files() {
        return partitions.stream()
                .flatMap(partition -> partition.files().stream())
                .toList();
    }

    boolean isEmpty() {
        return partitions.stream().allMatch(partition -> partition.files().isEmpty());
    }

    /** This set with only those of its files that are among the chosen. */
    FileSet keep(List<FileStatus> chosen) {
        Set<Path> paths = new HashSet<>();
        chosen.forEach(file -> paths.add(file.getPath()));
        List<Partition> kept = new ArrayList<>();
        for (Partition partition : partitions) {
            List<FileStatus> some = partition.files().stream()
                    .filter(file -> paths.contains(file.getPath()))
                    .toList();
            kept.add(new Partition(partition.values(), partition.directory(), some));
        }
        return new FileSet(keys, kept);
    }

    /**
     * The files that were changed first, as many as two limits allow; one file at least, however large it is, lest a backlog
     * never drains.
     */
    FileSet oldest(long filesMax, long bytesMax) {
        List<FileStatus> ordered = files().stream()
                .sorted(Comparator.comparingLong(FileStatus::getModificationTime)
                        .thenComparing(FileStatus::getPath))
                .toList();
        List<FileStatus> chosen = new ArrayList<>();
        long bytes = 0;
        for (FileStatus file : ordered) {
            bytes += file.getLen();
            if (chosen.size() >= filesMax || (bytes > bytesMax && !chosen.isEmpty())) {
                break;
            }
            chosen.add(file);
        }
        return keep(chosen);
    }

    /** The first files of the first partitions. */
    FileSet sample(int partitionsMax, int filesPerPartitionMax) {
        List<Partition> some = partitions.stream()
                .filter(partition -> !partition.files().isEmpty())
                .limit(partitionsMax)
                .map(partition -> new Partition(
                        partition.values(),
                        partition.directory(),
                        partition.files().stream().limit(filesPerPartitionMax).toList()))
                .toList();
        return new FileSet(keys, some);
    }
}
