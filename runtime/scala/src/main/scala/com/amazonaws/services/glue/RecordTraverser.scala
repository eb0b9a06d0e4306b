package com.amazonaws.services.glue

import java.sql.{Date, Timestamp}

/** Is told of the values of a record, one after the other. */
trait RecordTraverser {
  def nullValue(): Unit

  def binaryValue(value: Array[Byte]): Unit

  def booleanValue(value: Boolean): Unit

  def byteValue(value: Byte): Unit

  def dateValue(value: Date): Unit

  def decimalValue(value: BigDecimal): Unit

  def doubleValue(value: Double): Unit

  def floatValue(value: Float): Unit

  def intValue(value: Int): Unit

  def longValue(value: Long): Unit

  def shortValue(value: Short): Unit

  def stringValue(value: String): Unit

  def timestampValue(value: Timestamp): Unit

  def objectStart(length: Int): Unit

  def objectKey(key: String): Unit

  def objectEnd(): Unit

  def mapStart(length: Int): Unit

  def mapKey(key: String): Unit

  def mapEnd(): Unit

  def arrayStart(length: Int): Unit

  def arrayEnd(): Unit
}
