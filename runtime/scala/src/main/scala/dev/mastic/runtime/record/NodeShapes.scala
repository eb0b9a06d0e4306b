package dev.mastic.runtime.record

import java.util.LinkedHashMap

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.types._
import dev.mastic.runtime.frame.{Presence, Shape, Type}
import org.apache.spark.sql.types.{DecimalType, StringType}

/** What nodes are, in the words of frames. */
object NodeShapes {

  def of(node: DynamicNode): Shape = node match {
    case NullNode => Shape.nothing()
    case record: ObjectNode => present(struct(record))
    case map: MapNode => present(new Type.Dictionary(StringType, merged(map.value.valuesIterator)))
    case array: ArrayNode => present(new Type.Array(merged(array.value.iterator)))
    case decimal: DecimalNode => present(new Type.Atom(decimalType(decimal.value.asInstanceOf[BigDecimal])))
    case scalar => present(Type.Atom.of(scalar.typeName))
  }

  def struct(record: ObjectNode): Type.Struct = {
    val fields = new LinkedHashMap[String, Shape]
    record.value.foreach { case (name, node) => fields.put(name, of(node)) }
    new Type.Struct(fields)
  }

  private def present(shape: Type): Shape = new Shape(Seq(shape).asJava, Presence.ALWAYS)

  private def merged(parts: Iterator[DynamicNode]): Shape =
    parts.map(of).reduceOption(_.merge(_)).getOrElse(Shape.nothing())

  // At least Glue's own decimal(10, 2), so that values of different length seldom change the type.
  private def decimalType(value: BigDecimal): DecimalType = {
    val scale = math.max(value.scale, 2)
    val whole = math.max(value.precision - value.scale, 8)
    DecimalType(math.min(whole + scale, DecimalType.MAX_PRECISION), math.min(scale, DecimalType.MAX_SCALE))
  }
}
