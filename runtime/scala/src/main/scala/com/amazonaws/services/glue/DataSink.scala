package com.amazonaws.services.glue

import com.amazonaws.services.glue.errors.CallSite
import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.Frame
import org.apache.spark.sql.DataFrame

/** Where frames go: files under a path, or a table of the Data Catalog. What is there already is never overwritten. */
abstract class DataSink {

  def glueContext: GlueContext

  /** Names the format to write and its options. */
  def setFormat(format: String, options: JsonOptions): Unit

  def setFormat(format: String, options: String): Unit = setFormat(format, JsonOptions(options))

  def withFormat(format: String, options: JsonOptions = JsonOptions.empty): DataSink = {
    if (format != null) {
      setFormat(format, options)
    }
    this
  }

  /** How many records that could not be written are kept. There are none: a write that fails is undone and fails the job. */
  def setAccumulableSize(size: Int): Unit = ()

  /** The table to declare for what is written, when `enableUpdateCatalog` is set. */
  def setCatalogInfo(catalogDatabase: String, catalogTableName: String, catalogId: String = ""): Unit

  /** Adds the records, into a directory of that name when there is one. */
  private[glue] def write(frame: Frame, directory: Option[String]): Unit

  /** Writes a frame and answers the records that could not be written, of which there are none: a failing write fails the job. */
  def writeDynamicFrame(
      frame: DynamicFrame,
      callSite: CallSite = CallSite("Not provided", "")): DynamicFrame = {
    write(frame.frame, None)
    DynamicFrame.emptyDynamicFrame(glueContext)
  }

  /** The records that could not be written, of which there are none. */
  def errorsAsDynamicFrame: DynamicFrame = DynamicFrame.emptyDynamicFrame(glueContext)

  def writeDataFrame(
      frame: DataFrame,
      glueContext: GlueContext,
      callSite: CallSite = CallSite("Not provided", "")): DataFrame = {
    write(Frame.of(frame), None)
    glueContext.sparkSession.emptyDataFrame
  }

  def pyWriteDynamicFrame(frame: DynamicFrame, site: String, info: String): DynamicFrame =
    writeDynamicFrame(frame, CallSite(site, info))

  def pyWriteDataFrame(frame: DataFrame, glueContext: GlueContext, site: String, info: String): DataFrame =
    writeDataFrame(frame, glueContext, CallSite(site, info))

  /** Writes a frame of a collection into a directory of its own name. */
  def pyWriteNamed(frame: DynamicFrame, name: String, site: String, info: String): DynamicFrame = {
    write(frame.frame, Some(name))
    DynamicFrame.emptyDynamicFrame(glueContext)
  }
}
