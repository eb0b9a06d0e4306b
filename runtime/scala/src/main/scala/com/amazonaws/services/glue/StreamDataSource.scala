package com.amazonaws.services.glue

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.Frame
import dev.mastic.runtime.frame.files.NotSupported
import dev.mastic.runtime.stream.KafkaStream
import org.apache.spark.sql.DataFrame

/** Messages as they come, for `forEachBatch`. */
private[glue] final class StreamDataSource(override val glueContext: GlueContext, stream: KafkaStream)
    extends DataSource {

  // The options of the connection say how messages are read.
  override def setFormat(format: String, options: JsonOptions): Unit = ()

  /** The messages that are there now. */
  override def getDynamicFrame(): DynamicFrame = new DynamicFrame(glueContext, Frame.of(stream.readPresent()))

  override def getDataFrame(): DataFrame = stream.read()
}

private[glue] object StreamDataSource {

  def isOne(connectionType: String): Boolean =
    connectionType.equalsIgnoreCase("kafka") || connectionType.equalsIgnoreCase("kinesis")

  def apply(glueContext: GlueContext, connectionType: String, options: JsonOptions): DataSource = {
    if (connectionType.equalsIgnoreCase("kinesis")) {
      throw new NotSupported("connection_type \"kinesis\"", "kafka, or spark.readStream with the sources of Spark")
    }
    new StreamDataSource(glueContext, new KafkaStream(glueContext.sparkSession, options.options))
  }
}
