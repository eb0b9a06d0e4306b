package com.amazonaws.services.glue

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.Frame
import dev.mastic.runtime.frame.files.NotSupported
import dev.mastic.runtime.stream.KafkaSink

/** A topic of messages. */
private[glue] final class StreamDataSink(override val glueContext: GlueContext, sink: KafkaSink) extends DataSink {

  // The options of the connection say how messages are written.
  override def setFormat(format: String, options: JsonOptions): Unit = ()

  override def setCatalogInfo(catalogDatabase: String, catalogTableName: String, catalogId: String): Unit =
    throw new NotSupported("setCatalogInfo of a topic, which the Data Catalog does not describe")

  private[glue] override def write(frame: Frame, directory: Option[String]): Unit = sink.write(frame)
}
