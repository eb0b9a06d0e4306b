package com.amazonaws.services.glue

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.Frame
import dev.mastic.runtime.frame.files.{NotSupported, Options, TableSink}
import org.apache.spark.sql.catalyst.catalog.CatalogTable

/** A table of the Data Catalog, which knows its format. */
private[glue] final class CatalogDataSink(
    override val glueContext: GlueContext,
    table: CatalogTable,
    options: Options)
    extends DataSink {

  options.refuse("transactionId")

  override def setFormat(format: String, formatOptions: JsonOptions): Unit =
    throw new NotSupported(s"""format "$format" of a table: the Data Catalog says what it is""")

  override def setCatalogInfo(catalogDatabase: String, catalogTableName: String, catalogId: String): Unit =
    throw new NotSupported("setCatalogInfo of the sink of a table, which is declared already")

  private[glue] override def write(frame: Frame, directory: Option[String]): Unit = {
    directory.foreach(name =>
      throw new NotSupported(s"""frame "$name" of a collection in the sink of one table"""))
    new TableSink(glueContext.sparkSession).writeInto(table, frame, options)
  }
}
