package com.amazonaws.services.glue

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.bookmark.FileBookmark
import dev.mastic.runtime.frame.SessionContext
import dev.mastic.runtime.frame.files.{NotSupported, StoredFiles, TableSource, Tables}
import dev.mastic.runtime.frame.jdbc.{CatalogJdbcTable, JdbcSink, JdbcSource, NamedConnection}
import dev.mastic.runtime.stream.{Batches, KafkaSink, KafkaStream, StreamSample}
import org.apache.spark.SparkContext
import org.apache.spark.api.java.JavaSparkContext
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.apache.spark.sql.types.StructType
import org.slf4j.LoggerFactory

/**
 * The entry to Glue's library: sources and sinks of the session that a job runs in.
 *
 * @param minPartitions with `targetPartitions` the bounds that Glue uses when it groups small files
 */
class GlueContext(session: SparkSession, val minPartitions: Int, val targetPartitions: Int)
    extends SessionContext(session) {

  def this(session: SparkSession) = this(session, GlueContext.MinPartitions, GlueContext.TargetPartitions)

  def this(context: SparkContext, minPartitions: Int, targetPartitions: Int) =
    this(SessionContext.session(context), minPartitions, targetPartitions)

  def this(context: SparkContext) = this(context, GlueContext.MinPartitions, GlueContext.TargetPartitions)

  def this(context: JavaSparkContext) = this(context.sc)

  def getSparkSession(): SparkSession = sparkSession

  def getSource(
      connectionType: String,
      connectionOptions: JsonOptions,
      transformationContext: String = "",
      pushDownPredicate: String = ""): DataSource =
    if (JdbcSource.reads(connectionType)) {
      val options = connectionOptions.options
      new JdbcDataSource(this, new JdbcSource(sparkSession, connectionType, options, transformationContext))
    } else if (StreamDataSource.isOne(connectionType)) {
      StreamDataSource(this, connectionType, connectionOptions)
    } else {
      new FileDataSource(
        this,
        connectionType,
        connectionOptions.options,
        FileBookmark.of(sparkSession, transformationContext, connectionOptions.options))
    }

  def getSourceWithFormat(
      connectionType: String,
      options: JsonOptions,
      transformationContext: String = "",
      format: String = null,
      formatOptions: JsonOptions = JsonOptions.empty): DataSource =
    getSource(GlueContext.connection(connectionType, format), options, transformationContext)
      .withFormat(format, formatOptions)

  def getCatalogSource(
      database: String,
      tableName: String,
      redshiftTmpDir: String = "",
      transformationContext: String = "",
      pushDownPredicate: String = " ",
      additionalOptions: JsonOptions = JsonOptions.empty,
      catalogId: String = null): DataSource = {
    GlueContext.ownCatalog(catalogId)
    val table = new Tables(sparkSession).get(database, tableName)
    val jdbc = CatalogJdbcTable.of(sparkSession, table, additionalOptions.options)
    val stream = KafkaStream.of(sparkSession, table, additionalOptions.options)
    if (jdbc.isPresent) {
      new JdbcDataSource(this, jdbc.orElseThrow.source(transformationContext))
    } else if (stream.isPresent) {
      new StreamDataSource(this, stream.orElseThrow)
    } else {
      new CatalogDataSource(
        this,
        new TableSource(
          sparkSession,
          table,
          pushDownPredicate.trim,
          additionalOptions.options,
          FileBookmark.of(sparkSession, transformationContext, additionalOptions.options)))
    }
  }

  def getSink(
      connectionType: String,
      connectionOptions: JsonOptions,
      transformationContext: String = ""): DataSink =
    if (JdbcSource.reads(connectionType)) {
      new JdbcDataSink(this, new JdbcSink(sparkSession, connectionType, connectionOptions.options))
    } else if (connectionType.equalsIgnoreCase("kafka")) {
      new StreamDataSink(this, new KafkaSink(connectionOptions.options))
    } else {
      new FileDataSink(this, connectionType, connectionOptions.options)
    }

  def getSinkWithFormat(
      connectionType: String,
      options: JsonOptions,
      transformationContext: String = "",
      format: String = null,
      formatOptions: JsonOptions = JsonOptions.empty): DataSink =
    getSink(connectionType, options, transformationContext).withFormat(format, formatOptions)

  def getCatalogSink(
      database: String,
      tableName: String,
      redshiftTmpDir: String = "",
      transformationContext: String = "",
      additionalOptions: JsonOptions = JsonOptions.empty,
      catalogId: String = null): DataSink = {
    GlueContext.ownCatalog(catalogId)
    val table = new Tables(sparkSession).get(database, tableName)
    val jdbc = CatalogJdbcTable.of(sparkSession, table, additionalOptions.options)
    if (jdbc.isPresent) new JdbcDataSink(this, jdbc.orElseThrow.sink())
    else new CatalogDataSink(this, table, additionalOptions.options)
  }

  /** A sink in the database of a connection; `dbtable` and `database` stand among the options. */
  def getJDBCSink(
      catalogConnection: String,
      options: JsonOptions,
      redshiftTmpDir: String = "",
      transformationContext: String = "",
      catalogId: String = null): DataSink = {
    GlueContext.ownCatalog(catalogId)
    new JdbcDataSink(this, JdbcSink.connected(sparkSession, catalogConnection, options.options))
  }

  /** Where a connection leads and how to sign in there, for scripts that go their own way. */
  def extractJDBCConf(connectionName: String, catalogId: String = null): java.util.Map[String, String] = {
    GlueContext.ownCatalog(catalogId)
    NamedConnection.get(connectionName).configuration()
  }

  /** Deletes the files of a table that are older than `retentionPeriod` hours, and partitions that have none left. */
  def purgeTable(
      database: String,
      tableName: String,
      options: JsonOptions = JsonOptions.empty,
      transformationContext: String = "",
      catalogId: String = null): Unit = {
    GlueContext.ownCatalog(catalogId)
    stored(options).purgeTable(new Tables(sparkSession).get(database, tableName))
  }

  /** Deletes the files under a path that are older than `retentionPeriod` hours. */
  def purgeS3Path(
      s3Path: String,
      options: JsonOptions = JsonOptions.empty,
      transformationContext: String = ""): Unit =
    stored(options).purgePath(s3Path)

  /** Moves the files of a table that are older than `retentionPeriod` hours to a storage class. */
  def transitionTable(
      database: String,
      tableName: String,
      transitionTo: String,
      options: JsonOptions = JsonOptions.empty,
      transformationContext: String = "",
      catalogId: String = null): Unit = {
    GlueContext.ownCatalog(catalogId)
    stored(options).transitionTable(new Tables(sparkSession).get(database, tableName), transitionTo)
  }

  /** Moves the files under a path that are older than `retentionPeriod` hours to a storage class. */
  def transitionS3Path(
      s3Path: String,
      transitionTo: String,
      options: JsonOptions = JsonOptions.empty,
      transformationContext: String = ""): Unit =
    stored(options).transitionPath(s3Path, transitionTo)

  private def stored(options: JsonOptions): StoredFiles = new StoredFiles(sparkSession, options.options)

  def createDataFrameFromOptions(
      connectionType: String,
      connectionOptions: JsonOptions,
      transformationContext: String = "",
      format: String = null,
      formatOptions: JsonOptions = JsonOptions.empty): DataFrame =
    getSourceWithFormat(connectionType, connectionOptions, transformationContext, format, formatOptions)
      .getDataFrame()

  /**
   * Gives each batch of a stream to a function, until the run is stopped; what stands behind the call is not reached.
   *
   * @param options `windowSize` and `checkpointLocation`; `persistDataFrame`, `storageLevel`, `batchMaxRetries`
   */
  def forEachBatch(frame: DataFrame, batch_function: (DataFrame, Long) => Unit, options: JsonOptions): Unit =
    new Batches(frame, (rows, number) => batch_function(rows, number), options.options).run()

  /**
   * The first rows of a stream as a frame, which the function is given besides as a batch when there is one.
   *
   * @param options `windowSize`, `pollingTimeInMs`, `recordPollingLimit`
   */
  def getSampleStreamingDynamicFrame(
      frame: DataFrame,
      options: JsonOptions,
      batchFunction: (DataFrame, Long) => Unit = null): DynamicFrame = {
    val rows = StreamSample.of(frame, options.options)
    Option(batchFunction).foreach(_(rows, 0))
    DynamicFrame(rows, this)
  }

  /** The rows with the time of now in columns `ingest_year`, `ingest_month` and so on, down to a granularity. */
  def addIngestionTimeColumns(frame: DataFrame, timeGranularity: String = ""): DataFrame =
    IngestionTime.add(frame, timeGranularity)

  def startTransaction(readOnly: Boolean): String = GlueContext.noTransactions()

  def commitTransaction(transactionId: String, waitForCommit: Boolean = true): Boolean =
    GlueContext.noTransactions()

  def cancelTransaction(transactionId: String): Unit = GlueContext.noTransactions()

  def getCatalogSchemaAsSparkSchema(
      database: String,
      tableName: String,
      catalogId: String = null): StructType = {
    GlueContext.ownCatalog(catalogId)
    new Tables(sparkSession).get(database, tableName).schema
  }
}

object GlueContext {
  private val log = LoggerFactory.getLogger(classOf[GlueContext])

  private val MinPartitions = 10
  private val TargetPartitions = 20

  // Spark reads and writes these itself, under connection types of their own.
  private def connection(connectionType: String, format: String): String =
    if (format != null && (format.equalsIgnoreCase("parquet") || format.equalsIgnoreCase("orc"))) format
    else connectionType

  private def noTransactions(): Nothing =
    throw new NotSupported("a transaction: governed tables of Lake Formation are no longer a service of AWS")

  // Scripts often name the catalog of their own account, which is the one that the session has anyway.
  private def ownCatalog(catalogId: String): Unit =
    if (catalogId != null && catalogId.nonEmpty) {
      log.warn("catalog id {} is taken for the catalog of the job's own account", catalogId)
    }
}
