package dev.mastic.runtime.bookmark;

import dev.mastic.runtime.frame.Interop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.FileStatusWithMetadata;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/** Those files of an index that are to be read. */
final class FreshFiles implements FileIndex {
    private final FileIndex all;
    private final Set<Path> chosen;
    private final long bytes;

    FreshFiles(FileIndex all, Set<Path> chosen, long bytes) {
        this.all = all;
        this.chosen = Set.copyOf(chosen);
        this.bytes = bytes;
    }

    @Override
    public Seq<Path> rootPaths() {
        return all.rootPaths();
    }

    @Override
    public Seq<PartitionDirectory> listFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
        List<PartitionDirectory> directories = new ArrayList<>();
        for (PartitionDirectory directory : Interop.list(all.listFiles(partitionFilters, dataFilters))) {
            List<FileStatusWithMetadata> files = new ArrayList<>();
            for (FileStatusWithMetadata file : Interop.list(directory.files())) {
                if (chosen.contains(file.getPath())) {
                    files.add(file);
                }
            }
            if (!files.isEmpty()) {
                directories.add(new PartitionDirectory(directory.values(), Interop.seq(files)));
            }
        }
        return Interop.seq(directories);
    }

    @Override
    public String[] inputFiles() {
        return chosen.stream().sorted().map(path -> path.toUri().toString()).toArray(String[]::new);
    }

    /** What was chosen stays chosen, whatever comes into the directories meanwhile. */
    @Override
    public void refresh() {
        // The files that were found are those that are read.
    }

    @Override
    public long sizeInBytes() {
        return bytes;
    }

    @Override
    public StructType partitionSchema() {
        return all.partitionSchema();
    }
}
