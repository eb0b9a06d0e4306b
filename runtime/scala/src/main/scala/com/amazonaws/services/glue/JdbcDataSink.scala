package com.amazonaws.services.glue

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.Frame
import dev.mastic.runtime.frame.files.NotSupported
import dev.mastic.runtime.frame.jdbc.JdbcSink

/** A table of a database; a collection of frames goes into tables of their names. */
private[glue] final class JdbcDataSink(override val glueContext: GlueContext, sink: JdbcSink) extends DataSink {

  override def setFormat(format: String, options: JsonOptions): Unit =
    throw new NotSupported(s"""format "$format" of a database: its tables have types of their own""")

  override def setCatalogInfo(catalogDatabase: String, catalogTableName: String, catalogId: String): Unit =
    throw new NotSupported("setCatalogInfo of a database, which the Data Catalog does not describe")

  private[glue] override def write(frame: Frame, directory: Option[String]): Unit =
    directory.fold(sink.write(frame))(sink.write(frame, _))
}
