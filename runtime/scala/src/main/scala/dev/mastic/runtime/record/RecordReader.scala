package dev.mastic.runtime.record

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.DynamicRecord
import com.amazonaws.services.glue.types._
import dev.mastic.runtime.frame.{Absence, Presence, Shape, Type}
import org.apache.spark.sql.Row
import org.apache.spark.sql.catalyst.{CatalystTypeConverters, InternalRow}
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters
import org.apache.spark.sql.catalyst.util.{ArrayData, DateTimeUtils}
import org.apache.spark.sql.types._

/** Makes records of rows that are laid out as `Frame.toldColumns` of a schema. A choice becomes what it holds. */
final class RecordReader(schema: Type.Struct) extends Serializable {

  private val isTold = Absence.tells(schema)

  def read(row: InternalRow): DynamicRecord =
    new DynamicRecord(record(row, schema, if (isTold) Some(row.getArray(schema.fields().size)) else None))

  def read(row: Row, columns: StructType): DynamicRecord =
    read(CatalystTypeConverters.createToCatalystConverter(columns)(row).asInstanceOf[InternalRow])

  private def record(row: SpecializedGetters, struct: Type.Struct, absent: Option[ArrayData]): ObjectNode = {
    val node = new ObjectNode()
    struct.fields().asScala.iterator.zipWithIndex.foreach { case ((name, shape), at) =>
      if (!isNull(row, at, shape) || !lacks(shape, absent)) {
        node.put(name, position(row, at, shape, absent))
      }
    }
    node
  }

  // A null where nothing tells whether the record lacks the field is taken for null.
  private def lacks(shape: Shape, absent: Option[ArrayData]): Boolean =
    shape.presence() == Presence.OPTIONAL || !shape.isPlain && absent.exists(Absence.isSet(_, shape.mark()))

  private def isNull(row: SpecializedGetters, at: Int, shape: Shape): Boolean = shape.isNull || row.isNullAt(at)

  private def position(row: SpecializedGetters, at: Int, shape: Shape, absent: Option[ArrayData]): DynamicNode =
    if (isNull(row, at, shape)) NullNode
    else if (shape.isChoice) {
      val alternatives = shape.alternatives()
      val choice = row.getStruct(at, alternatives.size)
      (0 until alternatives.size).find(!choice.isNullAt(_)).fold[DynamicNode](NullNode)(held =>
        value(choice, held, alternatives.get(held), absent))
    } else value(row, at, shape.alternatives().get(0), absent)

  private def value(row: SpecializedGetters, at: Int, shape: Type, absent: Option[ArrayData]): DynamicNode = shape match {
    case struct: Type.Struct => record(row.getStruct(at, struct.fields().size), struct, absent)
    case array: Type.Array =>
      val values = row.getArray(at)
      val node = new ArrayNode()
      (0 until values.numElements()).foreach(i => node.add(position(values, i, array.element(), None)))
      node
    case map: Type.Dictionary =>
      val entries = row.getMap(at)
      val node = new MapNode()
      (0 until entries.numElements()).foreach(i =>
        node.put(
          String.valueOf(entries.keyArray().get(i, map.key())),
          position(entries.valueArray(), i, map.value(), None)))
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
