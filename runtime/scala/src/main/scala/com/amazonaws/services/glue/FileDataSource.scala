package com.amazonaws.services.glue

import java.util.{Locale, Optional}

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.bookmark.FileBookmark
import dev.mastic.runtime.frame.files.{FileSource, NotSupported, Options, Sample}

/** Files under paths, whose format is named by the connection type or afterwards. */
private[glue] final class FileDataSource(
    override val glueContext: GlueContext,
    connectionType: String,
    connection: Options,
    bookmark: Optional[FileBookmark])
    extends DataSource {

  private val files = new FileSource(glueContext.sparkSession, connection, bookmark)
  private var format: String = connectionType.toLowerCase(Locale.ROOT) match {
    case "s3" | "file" | "hdfs" => ""
    case columnar @ ("parquet" | "orc") => columnar
    case _ => throw new NotSupported(s"""connection_type "$connectionType"""", "s3, file, hdfs, parquet, orc, mysql, postgresql, oracle, sqlserver, redshift, jdbc, custom.jdbc")
  }
  private var options = Options.NONE

  override def setFormat(name: String, formatOptions: JsonOptions): Unit = {
    format = name
    options = formatOptions.options
  }

  override def getDynamicFrame(): DynamicFrame = new DynamicFrame(glueContext, files.read(named, options))

  override def getDynamicFrame(minPartitions: Int, targetPartitions: Int): DynamicFrame =
    new DynamicFrame(glueContext, files.read(named, options, minPartitions))

  override def getSampleDynamicFrame(num: Int, sample: JsonOptions): DynamicFrame =
    new DynamicFrame(glueContext, files.sample(named, options, Sample.of(num, sample.options)))

  private def named: String =
    if (format.nonEmpty) format
    else throw new IllegalArgumentException(s"no format is set (supported: ${FileSource.FORMATS})")
}
