package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.bookmark.FileBookmark;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.execution.datasources.CatalogFileIndex;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;

/** The files of a table of the Data Catalog, of some of its partitions or of all. */
public final class TableSource {

    private final SparkSession spark;
    private final CatalogTable table;
    private final Options options;
    private final Optional<FileBookmark> bookmark;
    private final List<Expression> partitions = new ArrayList<>();

    /**
     * A source of the partitions that the predicates choose.
     *
     * @param pushDownPredicate a SQL expression over the partition columns, or blank
     * @param options may hold {@code catalogPartitionPredicate}, another such expression
     */
    public TableSource(
            SparkSession spark,
            CatalogTable table,
            String pushDownPredicate,
            Options options,
            Optional<FileBookmark> bookmark) {
        options.refuse("boundedFiles", "boundedSize", "query", "asOfTime", "transactionId");
        if (table.tableType().equals(CatalogTableType.VIEW())) {
            throw new NotSupported("the view " + table.qualifiedName() + " as a source", "tables over files");
        }
        this.spark = spark;
        this.table = table;
        this.options = options;
        this.bookmark = bookmark;
        choose(pushDownPredicate);
        choose(options.text("catalogPartitionPredicate").orElse(""));
    }

    private void choose(String predicate) {
        if (predicate.isBlank()) {
            return;
        }
        try {
            partitions.add(((Filter) spark.createDataFrame(List.of(), table.partitionSchema())
                            .where(predicate)
                            .queryExecution()
                            .analyzed())
                    .condition());
        } catch (Exception unresolved) {
            if (unresolved instanceof AnalysisException) {
                throw new IllegalArgumentException(
                        "User's pushdown predicate: " + predicate + " can not be resolved against partition columns: ["
                                + String.join(", ", Interop.list(table.partitionColumnNames())) + "]",
                        unresolved);
            }
            throw unresolved;
        }
    }

    public Frame read() {
        TableFormat format = TableFormat.of(table);
        Options all = format.options().and(options);
        return switch (format.classification()) {
            case "csv" -> CsvSource.of(table.dataSchema()).read(spark, files(), all);
            case "json" -> new JsonSource().read(spark, files(), all);
            case "orc" -> columnar(new OrcFileFormat());
            default -> columnar(new ParquetFileFormat());
        };
    }

    private Frame columnar(FileFormat format) {
        return Frame.of(Relations.read(spark, files(), table.dataSchema(), format, Map.of()));
    }

    private FileIndex files() {
        FileIndex found = found();
        return bookmark.map(files -> files.read(found)).orElse(found);
    }

    private FileIndex found() {
        if (table.partitionColumnNames().isEmpty()) {
            List<Path> location = List.of(new Path(table.location()));
            return new FileSet(spark).of(location, true, PartitionSpec.emptySpec());
        }
        return new CatalogFileIndex(spark, table, 0L).filterPartitions(Interop.seq(partitions));
    }
}
