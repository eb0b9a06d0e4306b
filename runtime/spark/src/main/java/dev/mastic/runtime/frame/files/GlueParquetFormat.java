package dev.mastic.runtime.frame.files;

import java.io.Serializable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map;

/** Parquet as Glue's own writer leaves it: a task without records leaves no file. */
final class GlueParquetFormat extends ParquetFileFormat implements Serializable {

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession spark, Job job, Map<String, String> options, StructType columns) {
        return new LazyWriters(super.prepareWrite(spark, job, options, columns));
    }
}
