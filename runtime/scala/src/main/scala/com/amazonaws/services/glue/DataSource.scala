package com.amazonaws.services.glue

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.files.NotSupported
import org.apache.spark.sql.DataFrame

/** Where frames come from: files that a script names, or a table of the Data Catalog. */
trait DataSource {

  def glueContext: GlueContext

  /** Names the format of the files and its options. */
  def setFormat(format: String, options: JsonOptions): Unit

  def setFormat(format: String, options: String): Unit = setFormat(format, JsonOptions(options))

  def withFormat(format: String, options: JsonOptions = JsonOptions.empty): DataSource = {
    if (format != null) {
      setFormat(format, options)
    }
    this
  }

  def getDynamicFrame(): DynamicFrame

  /** The frame in as many partitions as its files make, and so many at least if they can be split. */
  def getDynamicFrame(minPartitions: Int, targetPartitions: Int): DynamicFrame = getDynamicFrame()

  /** Some records, of a few files of a few partitions. */
  def getSampleDynamicFrame(num: Int, options: JsonOptions = JsonOptions.empty): DynamicFrame =
    throw new NotSupported("a sample of this source", "sources of files, tables over files")

  def getDataFrame(): DataFrame = getDynamicFrame().toDF()
}
