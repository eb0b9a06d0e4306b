package dev.mastic.runtime.record

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.DynamicRecord
import com.amazonaws.services.glue.types._
import dev.mastic.runtime.frame.{Presence, Shape, Type}
import org.apache.spark.sql.Row
import org.apache.spark.sql.catalyst.{CatalystTypeConverters, InternalRow}
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters
import org.apache.spark.sql.catalyst.util.DateTimeUtils
import org.apache.spark.sql.types._

/** Makes records of rows that are laid out as a schema says. A choice becomes what it holds. */
final class RecordReader(schema: Type.Struct) extends Serializable {

  def read(row: InternalRow): DynamicRecord = new DynamicRecord(record(row, schema))

  def read(row: Row, columns: StructType): DynamicRecord =
    read(CatalystTypeConverters.createToCatalystConverter(columns)(row).asInstanceOf[InternalRow])

  private def record(row: SpecializedGetters, struct: Type.Struct): ObjectNode = {
    val node = new ObjectNode()
    struct.fields().asScala.iterator.zipWithIndex.foreach { case ((name, shape), at) =>
      // A null where records lack the field and others have null there is taken for null: nothing in the row tells.
      if (!isNull(row, at, shape) || shape.presence() != Presence.OPTIONAL) {
        node.put(name, position(row, at, shape))
      }
    }
    node
  }

  private def isNull(row: SpecializedGetters, at: Int, shape: Shape): Boolean = shape.isNull || row.isNullAt(at)

  private def position(row: SpecializedGetters, at: Int, shape: Shape): DynamicNode =
    if (isNull(row, at, shape)) NullNode
    else if (shape.isChoice) {
      val alternatives = shape.alternatives()
      val choice = row.getStruct(at, alternatives.size)
      (0 until alternatives.size).find(!choice.isNullAt(_)).fold[DynamicNode](NullNode)(held =>
        value(choice, held, alternatives.get(held)))
    } else value(row, at, shape.alternatives().get(0))

  private def value(row: SpecializedGetters, at: Int, shape: Type): DynamicNode = shape match {
    case struct: Type.Struct => record(row.getStruct(at, struct.fields().size), struct)
    case array: Type.Array =>
      val values = row.getArray(at)
      val node = new ArrayNode()
      (0 until values.numElements()).foreach(i => node.add(position(values, i, array.element())))
      node
    case map: Type.Dictionary =>
      val entries = row.getMap(at)
      val node = new MapNode()
      (0 until entries.numElements()).foreach(i =>
        node.put(
          String.valueOf(entries.keyArray().get(i, map.key())),
          position(entries.valueArray(), i, map.value())))
      node
    case atom: Type.Atom => scalar(row, at, atom.spark())
  }

  private def scalar(row: SpecializedGetters, at: Int, dataType: DataType): DynamicNode = dataType match {
    case StringType => new StringNode(row.getUTF8String(at))
    case IntegerType => new IntegerNode(row.getInt(at))
    case LongType => new LongNode(row.getLong(at))
    case DoubleType => new DoubleNode(row.getDouble(at))
    case BooleanType => new BooleanNode(row.getBoolean(at))
    case FloatType => new FloatNode(row.getFloat(at))
    case ShortType => new ShortNode(row.getShort(at))
    case ByteType => new ByteNode(row.getByte(at))
    case BinaryType => new BinaryNode(row.getBinary(at))
    case decimal: DecimalType => new DecimalNode(row.getDecimal(at, decimal.precision, decimal.scale))
    case DateType => new DateNode(row.getInt(at))
    case TimestampType => new TimestampNode(row.getLong(at))
    case TimestampNTZType => new TimestampNode(DateTimeUtils.fromJavaTimestamp(
        java.sql.Timestamp.valueOf(DateTimeUtils.microsToLocalDateTime(row.getLong(at)))))
    case other => throw new IllegalArgumentException(s"a record cannot hold a value of type ${other.sql}")
  }
}
