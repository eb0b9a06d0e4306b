package dev.mastic.runtime.record

import scala.collection.JavaConverters._
import scala.collection.mutable.ArrayBuffer

import com.amazonaws.services.glue.DynamicRecord
import com.amazonaws.services.glue.errors.Error
import com.amazonaws.services.glue.types._
import dev.mastic.runtime.frame.Pickles
import org.apache.spark.api.java.JavaRDD
import org.apache.spark.rdd.RDD

/** Records as dicts of Python, each in one with the keys `record`, `isError` and `errorMessage`. */
object PickledRecords {

  def write(records: JavaRDD[DynamicRecord]): JavaRDD[Array[Byte]] =
    Pickles.write(
      records.rdd
        .map[Object] { record =>
          Map[String, Any](
            "record" -> value(record.getRoot()),
            "isError" -> record.isError(),
            "errorMessage" -> Option(record.getError()).fold("")(_.msg)).asJava
        }
        .toJavaRDD())

  def read(pickled: JavaRDD[Array[Byte]]): RDD[DynamicRecord] =
    Pickles.read(pickled).rdd.map { case wrapped: java.util.Map[_, _] =>
      val record = node(wrapped.get("record")) match {
        case root: ObjectNode => new DynamicRecord(root)
        case _ => throw new IllegalArgumentException("a function of Python answered a record that is no dict")
      }
      if (java.lang.Boolean.TRUE == wrapped.get("isError")) {
        record.setError(Error(String.valueOf(wrapped.get("errorMessage"))))
      }
      record
    }

  private def value(node: DynamicNode): Any = node match {
    case map: MapLikeNode => map.value.map { case (name, part) => name -> value(part) }.asJava
    case array: ArrayNode => array.value.map(value).asJava
    case decimal: DecimalNode => decimal.value.asInstanceOf[BigDecimal].bigDecimal
    case scalar => scalar.getValue
  }

  /** A number of Python is an int when it fits, as on Glue: what was a long and fits comes back as an int. */
  private def node(value: Any): DynamicNode = value match {
    case null => NullNode
    case map: java.util.Map[_, _] =>
      val record = new ObjectNode()
      map.asScala.foreach { case (name, part) => record.put(String.valueOf(name), node(part)) }
      record
    case list: java.util.Collection[_] => new ArrayNode(list.asScala.map(node).to[ArrayBuffer])
    case array: Array[Object] => new ArrayNode(array.map(node).to[ArrayBuffer])
    case text: String => new StringNode(text)
    case flag: Boolean => new BooleanNode(flag)
    case number: Int => new IntegerNode(number)
    case number: Long => if (number.isValidInt) new IntegerNode(number.toInt) else new LongNode(number)
    case number: Double => new DoubleNode(number)
    case number: java.math.BigInteger => new DoubleNode(number.doubleValue)
    case number: java.math.BigDecimal => new DecimalNode(number)
    case bytes: Array[Byte] => new BinaryNode(bytes)
    case date: java.sql.Date => new DateNode(date)
    case moment: java.util.Calendar => new TimestampNode(new java.sql.Timestamp(moment.getTimeInMillis))
    case moment: java.util.Date => new TimestampNode(new java.sql.Timestamp(moment.getTime))
    case other => throw new IllegalArgumentException(s"a record cannot hold a ${other.getClass.getName}")
  }
}
