package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileIndex;

/** A format whose files are read record by record. */
interface RecordSource {

    Frame read(SparkSession spark, FileIndex files, Options format);
}
