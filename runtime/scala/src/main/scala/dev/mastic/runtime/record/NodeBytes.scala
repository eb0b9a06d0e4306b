package dev.mastic.runtime.record

import java.io.{DataInput, DataOutput}
import java.nio.charset.StandardCharsets

import com.amazonaws.services.glue.schema.TypeCode
import com.amazonaws.services.glue.types._
import org.apache.spark.sql.catalyst.util.DateTimeUtils

/** Nodes as bytes: each with its kind in front. */
object NodeBytes {

  def write(node: DynamicNode, out: DataOutput): Unit = {
    out.writeByte(TypeCode.values.indexOf(node.nodeType))
    node match {
      case NullNode =>
      case map: MapLikeNode =>
        out.writeInt(map.size)
        map.value.foreach { case (name, part) =>
          writeBytes(name.getBytes(StandardCharsets.UTF_8), out)
          write(part, out)
        }
      case array: ArrayNode =>
        out.writeInt(array.size)
        array.value.foreach(write(_, out))
      case scalar: ScalarNode => writeScalar(scalar, out)
    }
  }

  private def writeScalar(node: ScalarNode, out: DataOutput): Unit = node.value match {
    case value: Boolean => out.writeBoolean(value)
    case value: Byte => out.writeByte(value.toInt)
    case value: Short => out.writeShort(value.toInt)
    case value: Int => out.writeInt(value)
    case value: Long => out.writeLong(value)
    case value: Float => out.writeFloat(value)
    case value: Double => out.writeDouble(value)
    case value: Array[Byte] => writeBytes(value, out)
    case value: BigDecimal =>
      out.writeInt(value.scale)
      writeBytes(value.bigDecimal.unscaledValue.toByteArray, out)
    case value: java.sql.Date => out.writeInt(DateTimeUtils.fromJavaDate(value))
    case value: java.sql.Timestamp => out.writeLong(DateTimeUtils.fromJavaTimestamp(value))
    case value => writeBytes(String.valueOf(value).getBytes(StandardCharsets.UTF_8), out)
  }

  def readObject(in: DataInput): ObjectNode = read(in).asInstanceOf[ObjectNode]

  private def read(in: DataInput): DynamicNode = TypeCode.values(in.readByte().toInt) match {
    case TypeCode.NULL => NullNode
    case TypeCode.STRUCT => readParts(new ObjectNode(), in)
    case TypeCode.MAP => readParts(new MapNode(), in)
    case TypeCode.ARRAY =>
      val array = new ArrayNode()
      for (_ <- 0 until in.readInt()) {
        array.add(read(in))
      }
      array
    case TypeCode.BOOLEAN => new BooleanNode(in.readBoolean())
    case TypeCode.BYTE => new ByteNode(in.readByte())
    case TypeCode.SHORT => new ShortNode(in.readShort())
    case TypeCode.INT => new IntegerNode(in.readInt())
    case TypeCode.LONG => new LongNode(in.readLong())
    case TypeCode.FLOAT => new FloatNode(in.readFloat())
    case TypeCode.DOUBLE => new DoubleNode(in.readDouble())
    case TypeCode.BINARY => new BinaryNode(readBytes(in))
    case TypeCode.DECIMAL =>
      val scale = in.readInt()
      new DecimalNode(BigDecimal(BigInt(readBytes(in)), scale))
    case TypeCode.DATE => new DateNode(in.readInt())
    case TypeCode.TIMESTAMP => new TimestampNode(in.readLong())
    case TypeCode.STRING => new StringNode(new String(readBytes(in), StandardCharsets.UTF_8))
    case other => throw new IllegalStateException(s"a record cannot hold a value of type $other")
  }

  private def readParts[Node <: MapLikeNode](node: Node, in: DataInput): Node = {
    for (_ <- 0 until in.readInt()) {
      val name = new String(readBytes(in), StandardCharsets.UTF_8)
      node.put(name, read(in))
    }
    node
  }

  private def writeBytes(bytes: Array[Byte], out: DataOutput): Unit = {
    out.writeInt(bytes.length)
    out.write(bytes)
  }

  private def readBytes(in: DataInput): Array[Byte] = {
    val bytes = new Array[Byte](in.readInt())
    in.readFully(bytes)
    bytes
  }
}
