package dev.mastic.runtime.record

import com.amazonaws.services.glue.RecordTraverser
import com.amazonaws.services.glue.types._

/** The way of a traverser through a value. */
object Traversal {

  def of(node: DynamicNode, traverser: RecordTraverser): Unit = node match {
    case NullNode => traverser.nullValue()
    case record: ObjectNode =>
      traverser.objectStart(record.size)
      record.toIterator.foreach { case (name, part) =>
        traverser.objectKey(name)
        of(part, traverser)
      }
      traverser.objectEnd()
    case map: MapNode =>
      traverser.mapStart(map.size)
      map.toIterator.foreach { case (key, part) =>
        traverser.mapKey(key)
        of(part, traverser)
      }
      traverser.mapEnd()
    case array: ArrayNode =>
      traverser.arrayStart(array.size)
      array.toIterator.foreach(of(_, traverser))
      traverser.arrayEnd()
    case scalar => value(scalar.getValue, traverser)
  }

  private def value(value: Any, traverser: RecordTraverser): Unit = value match {
    case bytes: Array[Byte] => traverser.binaryValue(bytes)
    case flag: Boolean => traverser.booleanValue(flag)
    case number: Byte => traverser.byteValue(number)
    case number: Short => traverser.shortValue(number)
    case number: Int => traverser.intValue(number)
    case number: Long => traverser.longValue(number)
    case number: Float => traverser.floatValue(number)
    case number: Double => traverser.doubleValue(number)
    case number: BigDecimal => traverser.decimalValue(number)
    case text: String => traverser.stringValue(text)
    case date: java.sql.Date => traverser.dateValue(date)
    case moment: java.sql.Timestamp => traverser.timestampValue(moment)
    case other => throw new IllegalArgumentException(s"a record cannot hold a ${other.getClass.getName}")
  }
}
