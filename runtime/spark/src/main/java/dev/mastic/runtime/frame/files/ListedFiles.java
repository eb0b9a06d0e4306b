package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractPartialFunction;

/** A set of files as Spark's scans ask for it; partitions that a query filters out are not read. */
final class ListedFiles implements FileIndex {

    private final FileSet files;

    ListedFiles(FileSet files) {
        this.files = files;
    }

    FileSet files() {
        return files;
    }

    @Override
    public Seq<Path> rootPaths() {
        return Interop.seq(files.partitions().stream()
                .map(FileSet.Partition::directory)
                .distinct()
                .toList());
    }

    @Override
    public Seq<PartitionDirectory> listFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
        List<Expression> filters = Interop.list(partitionFilters).stream()
                .filter(this::isOverKeys)
                .map(this::bound)
                .toList();
        List<PartitionDirectory> directories = new ArrayList<>();
        BasePredicate wanted = filters.stream()
                .reduce(And::new)
                .map(Predicate$.MODULE$::createInterpreted)
                .orElse(null);
        for (FileSet.Partition partition : files.partitions()) {
            FileStatus[] filled =
                    partition.files().stream().filter(file -> file.getLen() > 0).toArray(FileStatus[]::new);
            if (filled.length > 0 && (wanted == null || wanted.eval(partition.values()))) {
                directories.add(PartitionDirectory.apply(partition.values(), filled));
            }
        }
        return Interop.seq(directories);
    }

    private boolean isOverKeys(Expression filter) {
        List<String> keys = List.of(files.keys().fieldNames());
        return JavaConverters.<Attribute>asJavaCollection(filter.references()).stream()
                .allMatch(attribute -> keys.contains(attribute.name()));
    }

    private Expression bound(Expression filter) {
        return filter.transform(new AbstractPartialFunction<>() {
            @Override
            public boolean isDefinedAt(Expression expression) {
                return expression instanceof AttributeReference;
            }

            @Override
            public Expression apply(Expression expression) {
                int at = files.keys().fieldIndex(((AttributeReference) expression).name());
                return new BoundReference(at, files.keys().fields()[at].dataType(), true);
            }
        });
    }

    @Override
    public String[] inputFiles() {
        return files.files().stream()
                .map(file -> file.getPath().toUri().toString())
                .toArray(String[]::new);
    }

    @Override
    public void refresh() {
        // A frame reads the files that were chosen for it, however often it is computed.
    }

    @Override
    public long sizeInBytes() {
        return files.files().stream().mapToLong(FileStatus::getLen).sum();
    }

    @Override
    public StructType partitionSchema() {
        return files.keys();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListedFiles listed
                && listed.files.keys().equals(files.keys())
                && listed.files.files().equals(files.files());
    }

    @Override
    public int hashCode() {
        return files.files().hashCode();
    }
}
