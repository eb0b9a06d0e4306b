package dev.mastic.runtime.lake

import dev.mastic.runtime.catalog.SerdeFormats
import org.apache.spark.sql.catalyst.{FunctionIdentifier, TableIdentifier}
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat
import org.apache.spark.sql.catalyst.expressions.{Expression, Literal}
import org.apache.spark.sql.catalyst.parser.ParserInterface
import org.apache.spark.sql.catalyst.plans.logical._
import org.apache.spark.sql.catalyst.rules.Rule
import org.apache.spark.sql.execution.datasources
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat
import org.apache.spark.sql.internal.HiveSerDe
import org.apache.spark.sql.types.{DataType, StructType}

import scala.collection.JavaConverters._

/** Reads STORED AS and ROW FORMAT as the Spark source that does the same, right after parsing. */
class HiveStatements(parser: ParserInterface) extends ParserInterface {
  override def parsePlan(sql: String): LogicalPlan = parser.parsePlan(sql).transform {
    case insert: InsertIntoDir if insert.provider.contains("hive") =>
      val storage = insert.storage
      HiveStatements
        .source(storage.inputFormat, storage.serde, storage.properties)
        .map(source => insert.copy(provider = Some(source.name), storage = HiveStatements.withOptions(storage, source)))
        .getOrElse(insert)
    case create: CreateTable => create.copy(tableSpec = HiveStatements.translated(create.tableSpec))
    case create: CreateTableAsSelect => create.copy(tableSpec = HiveStatements.translated(create.tableSpec))
  }

  override def parseExpression(sql: String): Expression = parser.parseExpression(sql)
  override def parseTableIdentifier(sql: String): TableIdentifier = parser.parseTableIdentifier(sql)
  override def parseFunctionIdentifier(sql: String): FunctionIdentifier = parser.parseFunctionIdentifier(sql)
  override def parseMultipartIdentifier(sql: String): Seq[String] = parser.parseMultipartIdentifier(sql)
  override def parseTableSchema(sql: String): StructType = parser.parseTableSchema(sql)
  override def parseDataType(sql: String): DataType = parser.parseDataType(sql)
  override def parseQuery(sql: String): LogicalPlan = parser.parseQuery(sql)
}

private[lake] object HiveStatements {
  private val LazySimple = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"

  /** The SerDe's Spark source; text without a SerDe is LazySimpleSerDe's, as in Hive. */
  def source(
      inputFormat: Option[String],
      serde: Option[String],
      parameters: Map[String, String]): Option[SerdeFormats.Source] = {
    val library = serde.orElse(if (inputFormat.isEmpty) Some(LazySimple) else None)
    val found = SerdeFormats.sourceOf(inputFormat.orNull, library.orNull, parameters.asJava)
    if (found.isPresent) Some(found.orElseThrow()) else None
  }

  def withOptions(storage: CatalogStorageFormat, source: SerdeFormats.Source): CatalogStorageFormat =
    storage.copy(
      properties = storage.properties ++ source.options.asScala,
      serde = None,
      inputFormat = None,
      outputFormat = None)

  def translated(spec: TableSpecBase): TableSpecBase = spec match {
    case table: UnresolvedTableSpec => translated(table)
    case other => other
  }

  private def translated(table: UnresolvedTableSpec): UnresolvedTableSpec = (table.provider, table.serde) match {
    case (provider, Some(serde)) if provider.forall(_ == "hive") =>
      val stored = serde.storedAs.flatMap(format => HiveSerDe.sourceToSerDe(format))
      val inputFormat = serde.formatClasses.map(_.input).orElse(stored.flatMap(_.inputFormat))
      val library = serde.serde.orElse(stored.flatMap(_.serde))
      source(inputFormat, library, serde.serdeProperties ++ table.properties).map { found =>
        val options = found.options.asScala.toSeq.map { case (key, value) => key -> Literal(value) }
        table.copy(
          provider = Some(found.name),
          serde = None,
          // What the user wrote is kept: the catalog stores the SerDe that was asked for, not one that we would choose.
          properties = table.properties ++ SerdeWish.of(inputFormat, library, serde.serdeProperties),
          optionExpression = OptionList(table.optionExpression.options ++ options))
      }.getOrElse(table)
    case (Some("hive"), None) => table.copy(provider = Some("parquet"))
    case _ => table
  }
}

/** Table properties that carry a statement's SerDe from the parser to the catalog, which takes them out again. */
private[lake] object SerdeWish {
  private val Prefix = "mastic.serde."
  private val InputFormat = Prefix + "input-format"
  private val Library = Prefix + "library"
  private val Parameter = Prefix + "parameter."

  def of(inputFormat: Option[String], library: Option[String], parameters: Map[String, String]): Map[String, String] =
    inputFormat.map(InputFormat -> _).toMap ++ library.map(Library -> _) ++
      parameters.map { case (key, value) => Parameter + key -> value }

  def inputFormat(properties: Map[String, String]): Option[String] = properties.get(InputFormat)

  def library(properties: Map[String, String]): Option[String] = properties.get(Library)

  def parameters(properties: Map[String, String]): Map[String, String] = properties.collect {
    case (key, value) if key.startsWith(Parameter) => key.stripPrefix(Parameter) -> value
  }

  def isOne(property: String): Boolean = property.startsWith(Prefix)
}

/** DataFrameWriter.format("hive"), and whatever else arrives as a description with that provider: Parquet, or what the
  * option `fileFormat` names.
  */
object HiveProviderRule extends Rule[LogicalPlan] {
  override def apply(plan: LogicalPlan): LogicalPlan = plan.transform {
    case create: datasources.CreateTable if create.tableDesc.provider.contains("hive") =>
      val format = create.tableDesc.storage.properties.getOrElse("fileFormat", "parquet")
      create.copy(tableDesc = create.tableDesc.copy(provider = Some(format)))
  }
}

/** So that "hive" is a source that Spark finds; the rule above replaces it before anything is written. */
class HiveNameFormat extends ParquetFileFormat {
  override def shortName(): String = "hive"
}
