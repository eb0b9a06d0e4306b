package dev.mastic.runtime.lake

import com.amazonaws.services.glue.model.{AlreadyExistsException, Database, DatabaseInput, EntityNotFoundException, Table}
import dev.mastic.runtime.catalog.GlueCatalog
import dev.mastic.runtime.frame.files.Tables.PartitionExpressions
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.spark.sql.AnalysisException
import org.apache.spark.sql.catalyst.analysis._
import org.apache.spark.sql.catalyst.catalog._
import org.apache.spark.sql.catalyst.catalog.CatalogTypes.TablePartitionSpec
import org.apache.spark.sql.catalyst.expressions.Expression
import org.apache.spark.sql.catalyst.util.StringUtils
import org.apache.spark.sql.types.StructType

import java.net.URI
import java.util.Locale
import scala.collection.JavaConverters._

/** Spark's catalog on the Glue API: every database, table and partition that spark.sql names is the Data Catalog's. */
class GlueExternalCatalog(glue: GlueCatalog, warehouse: String, hadoopConf: Configuration)
    extends ExternalCatalog with PartitionExpressions {
  import GlueExternalCatalog._

  // ---- databases

  override def createDatabase(database: CatalogDatabase, ignoreIfExists: Boolean): Unit =
    try glue.createDatabase(inputOf(database))
    catch {
      case _: AlreadyExistsException =>
        if (!ignoreIfExists) throw new DatabaseAlreadyExistsException(database.name)
    }

  override def dropDatabase(name: String, ignoreIfNotExists: Boolean, cascade: Boolean): Unit = {
    val tables = if (glue.database(lower(name)).isPresent) glue.tables(lower(name)).asScala else Nil
    if (cascade) {
      // One by one: managed tables take their data with them.
      tables.foreach(table => dropTable(name, table.getName, ignoreIfNotExists = true, purge = false))
    } else if (tables.nonEmpty) {
      throw new AnalysisException("SCHEMA_NOT_EMPTY", Map("schemaName" -> s"`$name`"))
    }
    try glue.deleteDatabase(lower(name))
    catch { case _: EntityNotFoundException => if (!ignoreIfNotExists) throw new NoSuchDatabaseException(name) }
  }

  override def alterDatabase(database: CatalogDatabase): Unit =
    try glue.updateDatabase(inputOf(database))
    catch { case _: EntityNotFoundException => throw new NoSuchDatabaseException(database.name) }

  override def getDatabase(name: String): CatalogDatabase = {
    val found = glue.database(lower(name))
    if (found.isPresent) fromGlue(found.orElseThrow())
    // Spark works in `default` whether the catalog has such a database or not.
    else if (isDefault(name)) CatalogDatabase(lower(name), "", defaultLocation(name), Map.empty)
    else throw new NoSuchDatabaseException(name)
  }

  /** Asked of `default` and `global_temp` by Spark itself, in sessions that never touch the catalog: a role that may not read
    * it must be able to run those.
    */
  override def databaseExists(name: String): Boolean =
    isDefault(name) || (lower(name) != GlobalTemp && glue.database(lower(name)).isPresent)

  override def listDatabases(): Seq[String] = glue.databases().asScala.map(_.getName).sorted

  override def listDatabases(pattern: String): Seq[String] = StringUtils.filterPattern(listDatabases(), pattern)

  /** The session keeps it. */
  override def setCurrentDatabase(name: String): Unit = ()

  // ---- tables

  override def createTable(wanted: CatalogTable, ignoreIfExists: Boolean): Unit = {
    val database = lower(wanted.database)
    val table = placed(wanted)
    try glue.createTable(database, TableMapping.toGlue(table))
    catch {
      case _: AlreadyExistsException =>
        if (!ignoreIfExists) throw new TableAlreadyExistsException(table.database, table.identifier.table)
      case _: EntityNotFoundException if isDefault(database) =>
        createDatabase(getDatabase(database), ignoreIfExists = true)
        glue.createTable(database, TableMapping.toGlue(table))
      case _: EntityNotFoundException => throw new NoSuchDatabaseException(table.database)
    }
  }

  override def dropTable(database: String, name: String, ignoreIfNotExists: Boolean, purge: Boolean): Unit =
    stored(database, name) match {
      case None => if (!ignoreIfNotExists) throw new NoSuchTableException(database, name)
      case Some(table) =>
        glue.deleteTable(lower(database), lower(name))
        val dropped = TableMapping.fromGlue(table)
        if (dropped.tableType == CatalogTableType.MANAGED) dropped.storage.locationUri.foreach(uri => delete(new Path(uri)))
    }

  /** Glue cannot rename: a copy under the new name takes the partitions over, the data stay where they are. */
  override def renameTable(database: String, oldName: String, newName: String): Unit = {
    val table = existing(database, oldName)
    try glue.createTable(lower(database), TableMapping.renamed(table, lower(newName)))
    catch { case _: AlreadyExistsException => throw new TableAlreadyExistsException(database, newName) }
    val described = TableMapping.fromGlue(table)
    val partitions = glue.partitions(lower(database), lower(oldName), "").asScala
      .map(partition => PartitionMapping.toGlue(PartitionMapping.fromGlue(partition, described), table, described))
    glue.createPartitions(lower(database), lower(newName), partitions.asJava)
    glue.deleteTable(lower(database), lower(oldName))
  }

  override def alterTable(table: CatalogTable): Unit = {
    val before = existing(table.database, table.identifier.table)
    val input =
      if (table.tableType == CatalogTableType.VIEW) TableMapping.toGlue(table) else TableMapping.altered(before, table)
    glue.updateTable(lower(table.database), input)
  }

  override def alterTableDataSchema(database: String, name: String, schema: StructType): Unit =
    glue.updateTable(lower(database), TableMapping.withDataSchema(existing(database, name), schema))

  override def alterTableStats(database: String, name: String, statistics: Option[CatalogStatistics]): Unit =
    glue.updateTable(lower(database), TableMapping.withStatistics(existing(database, name), statistics))

  override def getTable(database: String, name: String): CatalogTable = TableMapping.fromGlue(existing(database, name))

  override def getTablesByName(database: String, names: Seq[String]): Seq[CatalogTable] =
    names.flatMap(stored(database, _)).map(TableMapping.fromGlue)

  override def tableExists(database: String, name: String): Boolean = stored(database, name).isDefined

  override def listTables(database: String): Seq[String] = tables(database).map(_.getName)

  override def listTables(database: String, pattern: String): Seq[String] =
    StringUtils.filterPattern(listTables(database), pattern)

  override def listViews(database: String, pattern: String): Seq[String] =
    StringUtils.filterPattern(tables(database).filter(_.getTableType == "VIRTUAL_VIEW").map(_.getName), pattern)

  // ---- partitions

  override def createPartitions(
      database: String,
      name: String,
      partitions: Seq[CatalogTablePartition],
      ignoreIfExists: Boolean): Unit = {
    val table = existing(database, name)
    val described = TableMapping.fromGlue(table)
    val inputs = partitions.map(PartitionMapping.toGlue(_, table, described))
    val existed = glue.createPartitions(lower(database), lower(name), inputs.asJava).asScala
    if (existed.nonEmpty && !ignoreIfExists) {
      throw new PartitionsAlreadyExistException(
        database, name, existed.map(values => described.partitionColumnNames.zip(values.asScala).toMap))
    }
  }

  override def dropPartitions(
      database: String,
      name: String,
      specs: Seq[TablePartitionSpec],
      ignoreIfNotExists: Boolean,
      purge: Boolean,
      retainData: Boolean): Unit = {
    val table = getTable(database, name)
    val deletesData = table.tableType == CatalogTableType.MANAGED && !retainData
    val places =
      if (deletesData) specs.flatMap(getPartitionOption(database, name, _)).flatMap(_.storage.locationUri) else Nil
    val values = specs.map(PartitionMapping.values(_, table).asJava)
    val missing = glue.deletePartitions(lower(database), lower(name), values.asJava).asScala
    places.foreach(uri => delete(new Path(uri)))
    if (missing.nonEmpty && !ignoreIfNotExists) {
      throw new NoSuchPartitionsException(
        database, name, missing.map(value => table.partitionColumnNames.zip(value.asScala).toMap))
    }
  }

  /** Only the catalog changes: the partition's data stay where they are, under the old name. */
  override def renamePartitions(
      database: String,
      name: String,
      specs: Seq[TablePartitionSpec],
      newSpecs: Seq[TablePartitionSpec]): Unit = {
    val table = existing(database, name)
    val described = TableMapping.fromGlue(table)
    specs.zip(newSpecs).foreach { case (from, to) =>
      val moved = getPartition(database, name, from).copy(spec = to)
      update(database, name, PartitionMapping.values(from, described), moved, table, described)
    }
  }

  override def alterPartitions(database: String, name: String, partitions: Seq[CatalogTablePartition]): Unit = {
    val table = existing(database, name)
    val described = TableMapping.fromGlue(table)
    partitions.foreach { partition =>
      update(database, name, PartitionMapping.values(partition.spec, described), partition, table, described)
    }
  }

  override def getPartition(database: String, name: String, spec: TablePartitionSpec): CatalogTablePartition =
    getPartitionOption(database, name, spec).getOrElse(throw new NoSuchPartitionException(database, name, spec))

  override def getPartitionOption(
      database: String,
      name: String,
      spec: TablePartitionSpec): Option[CatalogTablePartition] = {
    val table = getTable(database, name)
    val found = glue.partition(lower(database), lower(name), PartitionMapping.values(spec, table).asJava)
    if (found.isPresent) Some(PartitionMapping.fromGlue(found.orElseThrow(), table)) else None
  }

  override def listPartitionNames(
      database: String,
      name: String,
      partialSpec: Option[TablePartitionSpec]): Seq[String] = {
    val columns = getTable(database, name).partitionColumnNames
    listPartitions(database, name, partialSpec).map { partition =>
      columns.map(column => ExternalCatalogUtils.getPartitionPathString(column, partition.spec(column))).mkString("/")
    }.sorted
  }

  override def listPartitions(
      database: String,
      name: String,
      partialSpec: Option[TablePartitionSpec]): Seq[CatalogTablePartition] = {
    val table = getTable(database, name)
    val spec = ExternalCatalogUtils.convertNullPartitionValues(partialSpec.getOrElse(Map.empty))
    val expression = PartitionExpression.ofSpec(spec, table.partitionSchema)
    glue.partitions(lower(database), lower(name), expression).asScala
      .map(PartitionMapping.fromGlue(_, table))
      .filter(partition => ExternalCatalogUtils.isPartialPartitionSpec(spec, partition.spec))
  }

  override def listPartitionsByFilter(
      database: String,
      name: String,
      predicates: Seq[Expression],
      defaultTimeZoneId: String): Seq[CatalogTablePartition] = {
    val table = getTable(database, name)
    val found = glue.partitions(lower(database), lower(name), PartitionExpression.of(predicates)).asScala
      .map(PartitionMapping.fromGlue(_, table))
    ExternalCatalogUtils.prunePartitionsByFilter(table, found, predicates, defaultTimeZoneId)
  }

  override def partitionsWhere(table: CatalogTable, expression: String): java.util.List[CatalogTablePartition] =
    glue.partitions(lower(table.database), lower(table.identifier.table), expression).asScala
      .map(PartitionMapping.fromGlue(_, table)).asJava

  // ---- what Hive would do itself, and functions

  override def loadTable(
      database: String, name: String, path: String, isOverwrite: Boolean, isSrcLocal: Boolean): Unit = throw notHere("LOAD DATA")

  override def loadPartition(
      database: String,
      name: String,
      path: String,
      spec: TablePartitionSpec,
      isOverwrite: Boolean,
      inheritTableSpecs: Boolean,
      isSrcLocal: Boolean): Unit = throw notHere("LOAD DATA")

  override def loadDynamicPartitions(
      database: String,
      name: String,
      path: String,
      spec: TablePartitionSpec,
      replace: Boolean,
      numberOfPartitions: Int): Unit = throw notHere("LOAD DATA")

  override def createFunction(database: String, function: CatalogFunction): Unit = throw notHere("CREATE FUNCTION")

  override def dropFunction(database: String, name: String): Unit = throw notHere("DROP FUNCTION")

  override def alterFunction(database: String, function: CatalogFunction): Unit = throw notHere("ALTER FUNCTION")

  override def renameFunction(database: String, oldName: String, newName: String): Unit = throw notHere("ALTER FUNCTION")

  override def getFunction(database: String, name: String): CatalogFunction =
    throw new NoSuchFunctionException(database, name)

  // Spark asks before it looks a name up elsewhere. None can exist, because none can be created.
  override def functionExists(database: String, name: String): Boolean = false

  override def listFunctions(database: String, pattern: String): Seq[String] = Nil

  // ---- parts

  private def stored(database: String, name: String): Option[Table] = {
    val found = glue.table(lower(database), lower(name))
    if (found.isPresent) Some(found.orElseThrow()) else None
  }

  private def existing(database: String, name: String): Table =
    stored(database, name).getOrElse(throw new NoSuchTableException(database, name))

  private def tables(database: String): Seq[Table] =
    try glue.tables(lower(database)).asScala.sortBy(_.getName)
    catch {
      case _: EntityNotFoundException if isDefault(database) => Nil
      case _: EntityNotFoundException => throw new NoSuchDatabaseException(database)
    }

  private def update(
      database: String,
      name: String,
      values: Seq[String],
      partition: CatalogTablePartition,
      table: Table,
      described: CatalogTable): Unit =
    try glue.updatePartition(
        lower(database), lower(name), values.asJava, PartitionMapping.toGlue(partition, table, described))
    catch { case _: EntityNotFoundException => throw new NoSuchPartitionException(database, name, partition.spec) }

  /** A managed table lies in its database's place. In a database that has none it would lie in this driver's own directory,
    * and be lost with it: that is refused.
    */
  private def placed(table: CatalogTable): CatalogTable =
    if (table.tableType != CatalogTableType.MANAGED) table
    else {
      val place = table.storage.locationUri.getOrElse(
        new Path(new Path(getDatabase(table.database).locationUri), lower(table.identifier.table)).toUri)
      if (isScratch(place)) {
        throw new IllegalArgumentException(
          s"table ${table.identifier.unquotedString}: its database has no location, so its data would be lost with this run " +
            "(expected: a LOCATION, an option \"path\", or a database with a location)")
      }
      table.copy(storage = table.storage.copy(locationUri = Some(place)))
    }

  private def isScratch(place: URI): Boolean =
    (place.getScheme == null || place.getScheme == "file") && place.getPath.startsWith(new Path(warehouse).toUri.getPath)

  private def fromGlue(database: Database): CatalogDatabase = CatalogDatabase(
    database.getName,
    Option(database.getDescription).getOrElse(""),
    Option(database.getLocationUri).filter(_.nonEmpty).map(CatalogUtils.stringToURI).getOrElse(defaultLocation(database.getName)),
    TableMapping.map(database.getParameters))

  private def inputOf(database: CatalogDatabase): DatabaseInput = {
    val input = new DatabaseInput()
      .withName(lower(database.name))
      .withDescription(database.description)
      .withParameters(database.properties.asJava)
    if (database.locationUri != defaultLocation(database.name)) {
      input.setLocationUri(CatalogUtils.URIToString(database.locationUri))
    }
    input
  }

  private def defaultLocation(database: String) = new Path(new Path(warehouse), lower(database) + ".db").toUri

  private def delete(path: Path): Unit = {
    val _ = path.getFileSystem(hadoopConf).delete(path, true)
  }
}

private object GlueExternalCatalog {
  private val GlobalTemp = "global_temp"

  private def lower(name: String): String = name.toLowerCase(Locale.ROOT)

  private def isDefault(database: String): Boolean = lower(database) == "default"

  private def notHere(statement: String): UnsupportedOperationException =
    new UnsupportedOperationException(s"$statement is not supported by the Data Catalog of this service")
}
