package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.json.FileText;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.text.TextFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The files that a format reads.
 *
 * @param texts how those that hold text are opened
 * @param options of the connection or of the table
 */
record SourceFiles(SparkSession spark, FileSet files, Packing packing, FileText texts, Options options) {

    private static final StructType LINE = new StructType().add("value", DataTypes.StringType);

    SourceFiles of(FileSet others) {
        return new SourceFiles(spark, others, packing, texts, options);
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** The paths of all files, as URIs. */
    List<String> paths() {
        return List.of(new ListedFiles(files).inputFiles());
    }

    /** The rows of text files, small ones together when the source wants that. */
    Dataset<Row> grouped(StructType data, FileFormat format, Map<String, String> options) {
        return rows(packing.session(spark, files, true), data, format, options);
    }

    /** The rows of files that are split by their own blocks. */
    Dataset<Row> blocks(StructType data, FileFormat format, Map<String, String> options) {
        return rows(packing.session(spark, files, false), data, format, options);
    }

    private Dataset<Row> rows(SparkSession scanning, StructType data, FileFormat format, Map<String, String> options) {
        return spark.baseRelationToDataFrame(new HadoopFsRelation(
                new ListedFiles(files), files.keys(), data, Option.empty(), format, Interop.map(options), scanning));
    }

    /** The lines of text files that are compressed, if at all, as their names say. */
    Dataset<Row> lines() {
        return grouped(LINE, new TextFileFormat(), Map.of());
    }
}
