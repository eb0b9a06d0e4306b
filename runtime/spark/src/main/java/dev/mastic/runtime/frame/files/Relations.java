package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.text.TextFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Datasets over files that have been found already. */
final class Relations {

    private static final StructType LINE = new StructType().add("value", DataTypes.StringType);

    private Relations() {}

    static Dataset<Row> read(
            SparkSession spark, FileIndex files, StructType data, FileFormat format, Map<String, String> options) {
        return spark.baseRelationToDataFrame(new HadoopFsRelation(
                files, files.partitionSchema(), data, Option.empty(), format, Interop.map(options), spark));
    }

    static Dataset<Row> lines(SparkSession spark, FileIndex files) {
        return read(spark, files, LINE, new TextFileFormat(), Map.of());
    }

    static List<String> paths(FileIndex files) {
        return List.of(files.inputFiles());
    }
}
