package dev.mastic.runtime.record

import java.io.{ByteArrayInputStream, DataInputStream}

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.types._
import dev.mastic.runtime.frame.{Absence, Shape, Type}
import org.apache.spark.sql.Row
import org.apache.spark.sql.catalyst.{CatalystTypeConverters, InternalRow}
import org.apache.spark.sql.catalyst.expressions.{GenericInternalRow, UnsafeArrayData}
import org.apache.spark.sql.catalyst.util.{ArrayBasedMapData, ArrayData, DateTimeUtils, GenericArrayData}
import org.apache.spark.sql.types.{Decimal, DecimalType}
import org.apache.spark.unsafe.types.UTF8String

/** Lays records out as `Absence.columns` of a schema, which holds all that they hold; generated code calls it. */
final class RecordLayout(schema: Type.Struct) extends Serializable {

  private val bits = Absence.bits(schema)

  def read(bytes: Array[Byte]): InternalRow = {
    val record = NodeBytes.readObject(new DataInputStream(new ByteArrayInputStream(bytes)))
    if (bits == 0) row(record, schema)
    else new GenericInternalRow(columns(record, schema) :+ absent(record))
  }

  private def absent(record: ObjectNode): ArrayData = {
    val words = new Array[Long]((bits + 63) / 64)
    def mark(record: Option[ObjectNode], struct: Type.Struct): Unit = struct.fields().forEach { (name, shape) =>
      val node = record.flatMap(_.get(name))
      if (node.isEmpty && shape.mark() != Absence.UNMARKED) words(shape.mark() / 64) |= 1L << shape.mark()
      shape.struct().ifPresent(mark(node.collect { case inner: ObjectNode => inner }, _))
    }
    mark(Some(record), schema)
    UnsafeArrayData.fromPrimitiveArray(words)
  }

  /** A row of Spark's outer kind. */
  def toRow(record: ObjectNode): Row =
    CatalystTypeConverters.createToScalaConverter(schema.spark())(row(record, schema)).asInstanceOf[Row]

  private def row(record: ObjectNode, struct: Type.Struct): InternalRow =
    new GenericInternalRow(columns(record, struct))

  private def columns(record: ObjectNode, struct: Type.Struct): Array[Any] =
    struct.fields().asScala.iterator.map { case (name, shape) =>
      record.get(name).map(position(_, shape)).orNull
    }.toArray[Any]

  private def position(node: DynamicNode, shape: Shape): Any =
    if (node == NullNode || shape.isNull) null
    else if (shape.isChoice)
      new GenericInternalRow(shape.alternatives().asScala.map(one =>
        if (one.name() == node.typeName) value(node, one) else null).toArray[Any])
    else value(node, shape.alternatives().get(0))

  private def value(node: DynamicNode, shape: Type): Any = (node, shape) match {
    case (record: ObjectNode, struct: Type.Struct) => row(record, struct)
    case (array: ArrayNode, elements: Type.Array) =>
      new GenericArrayData(array.value.map(position(_, elements.element())).toArray[Any])
    case (map: MapNode, values: Type.Dictionary) =>
      val keys = map.value.keysIterator.map(UTF8String.fromString).toArray[Any]
      val parts = map.value.valuesIterator.map(position(_, values.value())).toArray[Any]
      new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(parts))
    case (scalar, atom) => scalar.getValue match {
      case text: String => UTF8String.fromString(text)
      case number: BigDecimal =>
        val decimal = atom.spark().asInstanceOf[DecimalType]
        Decimal(number, decimal.precision, decimal.scale)
      case date: java.sql.Date => DateTimeUtils.fromJavaDate(date)
      case timestamp: java.sql.Timestamp => DateTimeUtils.fromJavaTimestamp(timestamp)
      case other => other
    }
  }
}
