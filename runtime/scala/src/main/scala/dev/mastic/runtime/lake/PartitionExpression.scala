package dev.mastic.runtime.lake

import org.apache.spark.sql.catalyst.expressions._
import org.apache.spark.sql.types._
import org.apache.spark.unsafe.types.UTF8String

/** Catalyst predicates as an Expression of Glue's GetPartitions.
  *
  * What has no equivalent is left out: the expression may let through more than is wanted, never less, and Spark's own
  * predicate decides on what comes back.
  */
private[lake] object PartitionExpression {
  /** The longest expression that Glue takes. */
  private val CharactersMax = 2048
  private val Integral = Set[DataType](ByteType, ShortType, IntegerType, LongType)

  def of(predicates: Seq[Expression]): String =
    predicates.flatMap(translate).foldLeft("") { (all, next) =>
      val longer = if (all.isEmpty) next else s"$all AND $next"
      if (longer.length > CharactersMax) all else longer
    }

  /** A static partition spec: equality of each of its columns. */
  def ofSpec(spec: Map[String, String], schema: StructType): String = {
    val equalities = spec.toSeq.flatMap { case (name, value) =>
      schema.find(_.name.equalsIgnoreCase(name)).flatMap(field => literal(value, field.dataType)).map(name + " = " + _)
    }
    val all = equalities.mkString(" AND ")
    if (all.length > CharactersMax) "" else all
  }

  private def translate(predicate: Expression): Option[String] = predicate match {
    case And(left, right) =>
      val both = Seq(translate(left), translate(right)).flatten
      if (both.isEmpty) None else Some(both.mkString("(", " AND ", ")"))
    case Or(left, right) =>
      for (one <- translate(left); other <- translate(right)) yield s"($one OR $other)"
    case EqualTo(column: Attribute, value: Literal) => compare(column, "=", value)
    case EqualTo(value: Literal, column: Attribute) => compare(column, "=", value)
    case GreaterThan(column: Attribute, value: Literal) => compare(column, ">", value)
    case GreaterThan(value: Literal, column: Attribute) => compare(column, "<", value)
    case GreaterThanOrEqual(column: Attribute, value: Literal) => compare(column, ">=", value)
    case GreaterThanOrEqual(value: Literal, column: Attribute) => compare(column, "<=", value)
    case LessThan(column: Attribute, value: Literal) => compare(column, "<", value)
    case LessThan(value: Literal, column: Attribute) => compare(column, ">", value)
    case LessThanOrEqual(column: Attribute, value: Literal) => compare(column, "<=", value)
    case LessThanOrEqual(value: Literal, column: Attribute) => compare(column, ">=", value)
    case In(column: Attribute, values) => in(column, values)
    case InSet(column: Attribute, values) => in(column, values.toSeq.map(Literal(_, column.dataType)))
    case _ => None
  }

  private def compare(column: Attribute, operator: String, value: Literal): Option[String] =
    literal(value, column.dataType).map(text => s"${column.name} $operator $text")

  private def in(column: Attribute, values: Seq[Expression]): Option[String] = {
    val texts = values.map { case value: Literal => literal(value, column.dataType); case _ => None }
    if (texts.isEmpty || texts.contains(None)) None
    else Some(texts.flatten.mkString(s"${column.name} IN (", ", ", ")"))
  }

  private def literal(value: Literal, columnType: DataType): Option[String] = (value.value, columnType) match {
    case (text: UTF8String, StringType) => literal(text.toString, StringType)
    case (number, integral) if number != null && Integral(integral) => literal(number.toString, columnType)
    case _ => None
  }

  private def literal(value: String, columnType: DataType): Option[String] = columnType match {
    case StringType => Some("'" + value.replace("'", "''") + "'")
    // A value that is no number (Hive's name for null, for one) cannot be compared as one.
    case integral if Integral(integral) && value.matches("-?\\d+") => Some(value)
    case _ => None
  }
}
