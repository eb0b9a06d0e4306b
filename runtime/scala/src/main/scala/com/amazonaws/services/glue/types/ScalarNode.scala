package com.amazonaws.services.glue.types

import java.sql.{Date, Timestamp}

import com.amazonaws.services.glue.schema.TypeCode
import org.apache.spark.sql.catalyst.util.DateTimeUtils
import org.apache.spark.sql.types.Decimal
import org.apache.spark.unsafe.types.UTF8String

/** A value without parts. */
class ScalarNode(val value: Any, scalarType: TypeCode) extends DynamicNode {

  override def nodeType: TypeCode = scalarType

  override def getValue: Any = value

  /**
   * Whether a comparison holds, of numbers as numbers and of others by their own order.
   *
   * @param operator `=`, `!=`, `<`, `<=`, `>` or `>=`
   */
  def compare(other: Any, operator: String): Boolean = {
    val sign = ScalarNode.compare(value, other)
    operator match {
      case "=" | "==" => sign == 0
      case "!=" => sign != 0
      case "<" => sign < 0
      case "<=" => sign <= 0
      case ">" => sign > 0
      case ">=" => sign >= 0
      case _ => throw new IllegalArgumentException(s"operator $operator (expected: =, !=, <, <=, > or >=)")
    }
  }

  override def equals(other: Any): Boolean = other match {
    case scalar: ScalarNode => nodeType == scalar.nodeType && value == scalar.value
    case _ => false
  }

  override def hashCode(): Int = if (value == null) 0 else value.hashCode
}

private object ScalarNode {
  private def compare(left: Any, right: Any): Int = (left, right) match {
    case (a, b) if isNumber(a) && isNumber(b) => number(a).compare(number(b))
    case (a: Comparable[_], b) if a.getClass == b.getClass => a.asInstanceOf[Comparable[Any]].compareTo(b)
    case _ => throw new IllegalArgumentException(s"$left cannot be compared with $right")
  }

  private def isNumber(value: Any): Boolean = value match {
    case _: java.lang.Number | _: BigDecimal => true
    case _ => false
  }

  private def number(value: Any): BigDecimal = BigDecimal(value.toString)
}

class BinaryNode(value: Array[Byte]) extends ScalarNode(value, TypeCode.BINARY) {
  override def equals(other: Any): Boolean = other match {
    case binary: BinaryNode => java.util.Arrays.equals(value, binary.getValue.asInstanceOf[Array[Byte]])
    case _ => false
  }

  override def hashCode(): Int = java.util.Arrays.hashCode(value)
}

class BooleanNode(value: Boolean) extends ScalarNode(value, TypeCode.BOOLEAN)

class ByteNode(value: Byte) extends ScalarNode(value, TypeCode.BYTE)

class DateNode(value: Date) extends ScalarNode(value, TypeCode.DATE) {

  /** @param days since 1970 */
  def this(days: Int) = this(DateTimeUtils.toJavaDate(days))
}

class DecimalNode(value: BigDecimal) extends ScalarNode(value, TypeCode.DECIMAL) {
  def this(value: java.math.BigDecimal) = this(BigDecimal(value))

  def this(value: Decimal) = this(value.toJavaBigDecimal)
}

class DoubleNode(value: Double) extends ScalarNode(value, TypeCode.DOUBLE)

class FloatNode(value: Float) extends ScalarNode(value, TypeCode.FLOAT)

class IntegerNode(value: Int) extends ScalarNode(value, TypeCode.INT)

class LongNode(value: Long) extends ScalarNode(value, TypeCode.LONG)

class ShortNode(value: Short) extends ScalarNode(value, TypeCode.SHORT)

class StringNode(value: String) extends ScalarNode(value, TypeCode.STRING) {
  def this(value: UTF8String) = this(value.toString)
}

class TimestampNode(value: Timestamp) extends ScalarNode(value, TypeCode.TIMESTAMP) {

  /** @param micros since 1970 in UTC */
  def this(micros: Long) = this(DateTimeUtils.toJavaTimestamp(micros))
}
