package com.amazonaws.services.glue

import java.util.Locale

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.Frame
import dev.mastic.runtime.frame.files.{FileSink, NotSupported, Options, SinkFormat, TableSink}
import org.apache.spark.sql.catalyst.TableIdentifier

/** Files under a path, in the format that is named by the connection type or afterwards. */
private[glue] final class FileDataSink(
    override val glueContext: GlueContext,
    connectionType: String,
    connection: Options)
    extends DataSink {

  connection.refuse("transactionId")

  private var format: Option[SinkFormat] = connectionType.toLowerCase(Locale.ROOT) match {
    case "s3" | "file" | "hdfs" => None
    case "parquet" | "orc" => Some(SinkFormat.of(connectionType, connection))
    case _ => throw new NotSupported(s"""connection_type "$connectionType"""", "s3, file, hdfs, parquet, orc, mysql, postgresql, oracle, sqlserver, redshift, jdbc, custom.jdbc")
  }
  private var declared: Option[TableIdentifier] = None

  override def setFormat(name: String, formatOptions: JsonOptions): Unit =
    format = Some(SinkFormat.of(name, connection.and(formatOptions.options)))

  override def setCatalogInfo(catalogDatabase: String, catalogTableName: String, catalogId: String): Unit =
    declared = Some(TableSink.name(catalogDatabase, catalogTableName))

  private[glue] override def write(frame: Frame, directory: Option[String]): Unit = {
    val target = format.getOrElse(
      throw new IllegalArgumentException(
        s"no format is set (supported: ${SinkFormat.NAMES})"))
    val root = connection.required("path")
    val path = directory.fold(root)(name => root.stripSuffix("/") + "/" + name)
    val keys = connection.list("partitionKeys")
    val written = new FileSink(glueContext.sparkSession, path, keys).write(frame, target)
    if (connection.flag("enableUpdateCatalog")) {
      declared.foreach(new TableSink(glueContext.sparkSession).declare(_, target, path, keys, written))
    }
  }
}
