package dev.mastic.runtime.lake

import com.amazonaws.services.glue.model.{Column, Order, SerDeInfo, StorageDescriptor, Table, TableInput}
import dev.mastic.runtime.catalog.SerdeFormats
import org.apache.spark.SPARK_VERSION
import org.apache.spark.sql.catalyst.TableIdentifier
import org.apache.spark.sql.catalyst.catalog._
import org.apache.spark.sql.types.{DataType, StructField, StructType}

import java.util.Locale
import scala.collection.JavaConverters._

/** A table as Glue and Hive store it, and as Spark's catalog means it, both ways.
  *
  * The parameters `spark.sql.sources.*` are the ones that Spark writes into a Hive metastore: tables made by Spark elsewhere
  * are read as they were meant, and what is made here is understood there. Tables made by others (crawlers, Athena, the API)
  * have none; their SerDe says which source reads them.
  */
private[lake] object TableMapping {
  private val Sources = "spark.sql.sources."
  private val Provider = Sources + "provider"
  private val Schema = Sources + "schema"
  private val PartitionColumns = Schema + ".numPartCols"
  private val PartitionColumn = Schema + ".partCol."
  private val Buckets = Schema + ".numBuckets"
  private val BucketColumns = Schema + ".numBucketCols"
  private val BucketColumn = Schema + ".bucketCol."
  private val SortColumns = Schema + ".numSortCols"
  private val SortColumn = Schema + ".sortCol."
  private val CreateVersion = "spark.sql.create.version"
  private val PartitionProvider = "spark.sql.partitionProvider"
  private val Comment = "comment"
  private val External = "EXTERNAL"
  private val Hidden = Set(CreateVersion, PartitionProvider, Comment, External)
  private val Path = "path"
  private val SerializationFormat = "serialization.format"
  private val PropertyCharactersMax = 4000
  // Where Spark's own Hive catalog puts what Hive should not look at; the real location is the option `path`.
  private val PlaceholderSuffix = "__PLACEHOLDER__"

  def isOurs(parameter: String): Boolean =
    parameter.startsWith(Sources) || parameter.startsWith(Statistics.Prefix) || Hidden(parameter) ||
      SerdeWish.isOne(parameter)

  // ---- Glue to Spark

  def fromGlue(table: Table): CatalogTable = {
    val parameters = map(table.getParameters)
    val storage = fromGlue(table.getStorageDescriptor)
    val viewText = Option(table.getViewOriginalText).filter(_.nonEmpty)
    val isView = table.getTableType == "VIRTUAL_VIEW"
    val schema = schemaOf(table, parameters)
    val partitionColumns = partitionColumnsOf(table, parameters)
    val described = CatalogTable(
      identifier = TableIdentifier(table.getName, Some(table.getDatabaseName)),
      tableType = tableType(table.getTableType),
      storage = storage,
      schema = schema,
      provider = parameters.get(Provider).filter(_ != "hive"),
      partitionColumnNames = partitionColumns,
      bucketSpec = bucketsOf(parameters),
      owner = Option(table.getOwner).getOrElse(""),
      createTime = Option(table.getCreateTime).map(_.getTime).getOrElse(0L),
      lastAccessTime = Option(table.getLastAccessTime).map(_.getTime).getOrElse(-1L),
      createVersion = parameters.getOrElse(CreateVersion, ""),
      properties = (streamOf(table) ++ parameters).filterKeys(!isOurs(_)).map(identity),
      stats = Statistics.read(parameters, table.getName),
      viewText = viewText,
      comment = parameters.get(Comment).orElse(Option(table.getDescription)).filter(_.nonEmpty),
      tracksPartitionsInCatalog = partitionColumns.nonEmpty,
      viewOriginalText = viewText)
    if (isView || described.provider.nonEmpty) withoutHidden(described) else withoutHidden(readBySource(described))
  }

  /** Where a table of messages, not files, comes from: Glue says it with the table's storage. */
  private def streamOf(table: Table): Map[String, String] =
    Option(table.getStorageDescriptor).map(storage => map(storage.getParameters)).filter(_.contains("typeOfData"))
      .getOrElse(Map.empty)

  /** What Hive writes beside the options is not an option. */
  private def withoutHidden(table: CatalogTable): CatalogTable =
    table.copy(storage = table.storage.copy(properties = table.storage.properties - SerializationFormat))

  /** The table of others: its SerDe's Spark source reads it. A SerDe without one is refused by name when it is read. */
  private def readBySource(table: CatalogTable): CatalogTable = {
    val source = SerdeFormats.sourceOf(
      table.storage.inputFormat.orNull,
      table.storage.serde.orNull,
      (table.properties ++ table.storage.properties).asJava)
    if (source.isPresent) {
      table.copy(
        provider = Some(source.orElseThrow().name),
        storage = table.storage.copy(properties = table.storage.properties ++ source.orElseThrow().options.asScala))
    } else {
      table.copy(provider = Some(table.storage.serde.orElse(table.storage.inputFormat).getOrElse("hive")))
    }
  }

  def fromGlue(descriptor: StorageDescriptor): CatalogStorageFormat =
    if (descriptor == null) CatalogStorageFormat.empty
    else {
      val serde = Option(descriptor.getSerdeInfo)
      val parameters = serde.map(info => map(info.getParameters)).getOrElse(Map.empty)
      val location = Option(descriptor.getLocation)
        .filter(place => place.nonEmpty && !place.endsWith(PlaceholderSuffix))
        .orElse(parameters.get(Path))
      CatalogStorageFormat(
        locationUri = location.map(CatalogUtils.stringToURI),
        inputFormat = Option(descriptor.getInputFormat).filter(_.nonEmpty),
        outputFormat = Option(descriptor.getOutputFormat).filter(_.nonEmpty),
        serde = serde.flatMap(info => Option(info.getSerializationLibrary)).filter(_.nonEmpty),
        compressed = Option(descriptor.getCompressed).exists(_.booleanValue),
        properties = parameters - Path)
    }

  private def schemaOf(table: Table, parameters: Map[String, String]): StructType =
    CatalogTable.readLargeTableProp(parameters, Schema) match {
      case Some(json) => partitionsLast(DataType.fromJson(json).asInstanceOf[StructType], partitionColumnsOf(table, parameters))
      case None =>
        val columns = Option(table.getStorageDescriptor).flatMap(d => Option(d.getColumns)).map(_.asScala).getOrElse(Nil)
        val keys = Option(table.getPartitionKeys).map(_.asScala).getOrElse(Nil)
        StructType((columns ++ keys).map(ColumnTypes.fromGlue(_, s"${table.getDatabaseName}.${table.getName}")))
    }

  private def partitionsLast(schema: StructType, partitionColumns: Seq[String]): StructType = {
    val (partitions, data) = schema.partition(field => partitionColumns.contains(field.name))
    StructType(data ++ partitionColumns.flatMap(name => partitions.find(_.name == name)))
  }

  private def partitionColumnsOf(table: Table, parameters: Map[String, String]): Seq[String] =
    parameters.get(PartitionColumns) match {
      case Some(count) => numbered(parameters, PartitionColumn, count.toInt)
      case None => Option(table.getPartitionKeys).map(_.asScala.map(_.getName)).getOrElse(Nil)
    }

  private def bucketsOf(parameters: Map[String, String]): Option[BucketSpec] =
    parameters.get(Buckets).map { buckets =>
      BucketSpec(
        buckets.toInt,
        numbered(parameters, BucketColumn, parameters.getOrElse(BucketColumns, "0").toInt),
        numbered(parameters, SortColumn, parameters.getOrElse(SortColumns, "0").toInt))
    }

  private def numbered(parameters: Map[String, String], prefix: String, count: Int): Seq[String] =
    (0 until count).map(index => parameters(prefix + index))

  private def tableType(name: String): CatalogTableType = name match {
    case "MANAGED_TABLE" => CatalogTableType.MANAGED
    case "VIRTUAL_VIEW" => CatalogTableType.VIEW
    case _ => CatalogTableType.EXTERNAL
  }

  // ---- Spark to Glue

  def toGlue(table: CatalogTable): TableInput = {
    val partitionNames = table.partitionColumnNames
    val (keys, columns) = table.schema.partition(field => partitionNames.contains(field.name))
    val input = new TableInput()
      .withName(table.identifier.table.toLowerCase(Locale.ROOT))
      .withTableType(tableTypeName(table.tableType))
      .withParameters((table.properties.filterKeys(!isOurs(_)) ++ parametersOf(table)).toMap.asJava)
      .withStorageDescriptor(withColumns(descriptorOf(table), columns))
      .withPartitionKeys(partitionNames.flatMap(name => keys.find(_.name == name)).map(ColumnTypes.toGlue).asJava)
    // Spark's owner is empty unless somebody named one; the service takes no empty one.
    if (table.owner.nonEmpty) input.setOwner(table.owner)
    table.comment.foreach(input.setDescription)
    table.viewText.foreach { text =>
      input.setViewOriginalText(text)
      input.setViewExpandedText(text)
    }
    input
  }

  private def tableTypeName(tableType: CatalogTableType): String = tableType match {
    case CatalogTableType.MANAGED => "MANAGED_TABLE"
    case CatalogTableType.VIEW => "VIRTUAL_VIEW"
    case _ => "EXTERNAL_TABLE"
  }

  private def parametersOf(table: CatalogTable): Map[String, String] = {
    val external = if (table.tableType == CatalogTableType.EXTERNAL) Map(External -> "TRUE") else Map.empty
    val classification =
      table.provider.filter(_ => !table.properties.contains("classification")).map("classification" -> _).toMap
    external ++ classification ++ table.comment.map(Comment -> _) ++ schemaParameters(table) ++
      table.provider.map(Provider -> _) ++ table.stats.map(Statistics.write).getOrElse(Map.empty) +
      (CreateVersion -> SPARK_VERSION) ++
      (if (table.partitionColumnNames.nonEmpty) Map(PartitionProvider -> "catalog") else Map.empty)
  }

  def schemaParameters(table: CatalogTable): Map[String, String] = {
    val all = Map.newBuilder[String, String]
    CatalogTable.splitLargeTableProp(Schema, table.schema.json, (key, value) => all += key -> value, PropertyCharactersMax)
    all ++= list(PartitionColumns, PartitionColumn, table.partitionColumnNames)
    table.bucketSpec.foreach { buckets =>
      all += Buckets -> buckets.numBuckets.toString
      all ++= list(BucketColumns, BucketColumn, buckets.bucketColumnNames)
      all ++= list(SortColumns, SortColumn, buckets.sortColumnNames)
    }
    all.result()
  }

  private def list(count: String, prefix: String, names: Seq[String]): Map[String, String] =
    if (names.isEmpty) Map.empty
    else names.zipWithIndex.map { case (name, index) => prefix + index -> name }.toMap + (count -> names.size.toString)

  // Not withColumns of the SDK: with several arguments that one appends.
  private def withColumns(descriptor: StorageDescriptor, columns: Seq[StructField]): StorageDescriptor = {
    descriptor.setColumns(columns.map(ColumnTypes.toGlue).asJava)
    descriptor
  }

  private def descriptorOf(table: CatalogTable): StorageDescriptor = {
    val options = table.storage.properties
    val serde = serdeOf(table)
    val location = table.storage.locationUri.map(CatalogUtils.URIToString)
    val descriptor = new StorageDescriptor()
      .withCompressed(table.storage.compressed)
      .withInputFormat(serde.map(_.inputFormat).orNull)
      .withOutputFormat(serde.map(_.outputFormat).orNull)
      .withNumberOfBuckets(table.bucketSpec.map(b => Int.box(b.numBuckets)).getOrElse(Int.box(-1)))
      .withSerdeInfo(new SerDeInfo()
        .withSerializationLibrary(serde.map(_.library).orNull)
        .withParameters((serde.map(_.parameters.asScala.toMap).getOrElse(Map.empty[String, String]) ++ options ++
          location.filter(_ => table.provider.nonEmpty).map(Path -> _) +
          (SerializationFormat -> options.getOrElse(SerializationFormat, "1"))).asJava))
    location.foreach(descriptor.setLocation)
    table.bucketSpec.foreach { buckets =>
      descriptor.setBucketColumns(buckets.bucketColumnNames.asJava)
      descriptor.setSortColumns(
        buckets.sortColumnNames.map(name => new Order().withColumn(name).withSortOrder(Int.box(1))).asJava)
    }
    descriptor
  }

  /** The SerDe that the statement asked for, else the one that reads what the provider writes. */
  private def serdeOf(table: CatalogTable): Option[SerdeFormats.Serde] = {
    val chosen = table.provider.map(SerdeFormats.serdeOf(_, table.storage.properties.asJava)).filter(_.isPresent).map(_.orElseThrow())
    val inputFormat = SerdeWish.inputFormat(table.properties).orElse(table.storage.inputFormat)
    val library = SerdeWish.library(table.properties).orElse(table.storage.serde)
    if (inputFormat.isEmpty && library.isEmpty) chosen
    else Some(new SerdeFormats.Serde(
      inputFormat.orElse(chosen.map(_.inputFormat)).getOrElse(""),
      table.storage.outputFormat.orElse(chosen.map(_.outputFormat)).getOrElse(""),
      library.orElse(chosen.map(_.library)).getOrElse(""),
      SerdeWish.parameters(table.properties).asJava))
  }

  /** What ALTER TABLE changed, on top of all that Spark does not know of the stored table. */
  def altered(stored: Table, wanted: CatalogTable): TableInput = {
    val before = fromGlue(stored)
    val input = copied(stored)
    val kept = map(stored.getParameters).filterKeys(isOurs).toMap - Comment
    input.setParameters((wanted.properties ++ kept ++ wanted.comment.map(Comment -> _)).asJava)
    input.setTableType(tableTypeName(wanted.tableType))
    input.setDescription(wanted.comment.orNull)
    val descriptor = Option(stored.getStorageDescriptor).map(_.clone()).getOrElse(new StorageDescriptor())
    val serde = Option(descriptor.getSerdeInfo).map(_.clone()).getOrElse(new SerDeInfo())
    val location = wanted.storage.locationUri.map(CatalogUtils.URIToString)
    location.foreach(descriptor.setLocation)
    val written = map(serde.getParameters)
    // Options that were only derived from the SerDe are not written back; what Spark is not shown stays as it is.
    val derived = before.storage.properties.toSet -- written.toSet
    val hidden = written -- before.storage.properties.keys
    val path = location.filter(_ => written.contains(Path)).map(Path -> _)
    serde.setParameters((hidden ++ (wanted.storage.properties.toSet -- derived) ++ path).asJava)
    descriptor.setSerdeInfo(serde)
    input.withStorageDescriptor(descriptor)
  }

  def withDataSchema(stored: Table, dataSchema: StructType): TableInput = {
    val before = fromGlue(stored)
    val after = before.copy(schema = StructType(dataSchema ++ before.partitionSchema))
    val parameters = map(stored.getParameters).filterKeys(key => !key.startsWith(Schema)).toMap ++ schemaParameters(after)
    copied(stored)
      .withParameters(parameters.asJava)
      .withStorageDescriptor(withColumns(stored.getStorageDescriptor.clone(), dataSchema))
  }

  def withStatistics(stored: Table, statistics: Option[CatalogStatistics]): TableInput = {
    val others = map(stored.getParameters).filterKeys(!_.startsWith(Statistics.Prefix)).toMap
    copied(stored).withParameters((others ++ statistics.map(Statistics.write).getOrElse(Map.empty)).asJava)
  }

  def renamed(stored: Table, name: String): TableInput = copied(stored).withName(name)

  private def copied(table: Table): TableInput = new TableInput()
    .withName(table.getName)
    .withDescription(table.getDescription)
    .withOwner(table.getOwner)
    .withLastAccessTime(table.getLastAccessTime)
    .withLastAnalyzedTime(table.getLastAnalyzedTime)
    .withRetention(table.getRetention)
    .withStorageDescriptor(table.getStorageDescriptor)
    .withPartitionKeys(table.getPartitionKeys)
    .withViewOriginalText(table.getViewOriginalText)
    .withViewExpandedText(table.getViewExpandedText)
    .withTableType(table.getTableType)
    .withParameters(table.getParameters)

  def map(parameters: java.util.Map[String, String]): Map[String, String] =
    if (parameters == null) Map.empty else parameters.asScala.toMap
}

/** Columns as Hive writes their types. */
private[lake] object ColumnTypes {
  import org.apache.spark.sql.catalyst.parser.{CatalystSqlParser, ParseException}
  import org.apache.spark.sql.catalyst.util.CharVarcharUtils

  def fromGlue(column: Column, table: String): StructField = {
    val dataType =
      try CatalystSqlParser.parseDataType(column.getType)
      catch {
        case _: ParseException =>
          throw new UnsupportedOperationException(
            s"table $table: column ${column.getName} has the type ${column.getType}, which Spark does not know")
      }
    val field = StructField(column.getName, dataType)
    Option(column.getComment).filter(_.nonEmpty).map(field.withComment).getOrElse(field)
  }

  def toGlue(field: StructField): Column = {
    val written = CharVarcharUtils.getRawType(field.metadata).getOrElse(field.dataType)
    val column = new Column().withName(field.name.toLowerCase(Locale.ROOT)).withType(written.catalogString)
    field.getComment().foreach(column.setComment)
    column
  }
}

/** Spark's statistics, kept in a table's or partition's parameters as Spark's Hive catalog keeps them. */
private[lake] object Statistics {
  val Prefix = "spark.sql.statistics."
  private val TotalSize = Prefix + "totalSize"
  private val Rows = Prefix + "numRows"
  private val Columns = Prefix + "colStats."
  private val Version = ".version"

  def read(parameters: Map[String, String], table: String): Option[CatalogStatistics] =
    parameters.get(TotalSize).map { size =>
      val columns = parameters.keys
        .filter(key => key.startsWith(Columns) && key.endsWith(Version))
        .map(_.stripPrefix(Columns).stripSuffix(Version))
      val values = parameters.collect { case (key, value) if key.startsWith(Columns) => key.stripPrefix(Columns) -> value }
      CatalogStatistics(
        BigInt(size),
        parameters.get(Rows).map(BigInt(_)),
        columns.flatMap(name => CatalogColumnStat.fromMap(table, name, values).map(name -> _)).toMap)
    }

  def write(statistics: CatalogStatistics): Map[String, String] =
    Map(TotalSize -> statistics.sizeInBytes.toString) ++ statistics.rowCount.map(Rows -> _.toString) ++
      statistics.colStats.flatMap { case (name, stat) =>
        stat.toMap(name).map { case (key, value) => Columns + key -> value }
      }
}
