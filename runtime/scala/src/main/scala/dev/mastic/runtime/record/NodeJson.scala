package dev.mastic.runtime.record

import java.io.StringWriter
import java.sql.{Date, Timestamp}

import com.amazonaws.services.glue.types._
import com.fasterxml.jackson.core.{JsonFactory, JsonGenerator}

/** Nodes as JSON. */
object NodeJson {
  private val factory = new JsonFactory()

  def write(node: DynamicNode): String = {
    val text = new StringWriter()
    val json = factory.createGenerator(text)
    write(node, json)
    json.close()
    text.toString
  }

  private def write(node: DynamicNode, json: JsonGenerator): Unit = node match {
    case NullNode => json.writeNull()
    case map: MapLikeNode =>
      json.writeStartObject()
      map.value.foreach { case (name, part) =>
        json.writeFieldName(name)
        write(part, json)
      }
      json.writeEndObject()
    case array: ArrayNode =>
      json.writeStartArray()
      array.value.foreach(write(_, json))
      json.writeEndArray()
    case scalar => scalar.getValue match {
      case value: Int => json.writeNumber(value)
      case value: Long => json.writeNumber(value)
      case value: Double => json.writeNumber(value)
      case value: Float => json.writeNumber(value)
      case value: Short => json.writeNumber(value)
      case value: Byte => json.writeNumber(value.toInt)
      case value: BigDecimal => json.writeNumber(value.bigDecimal)
      case value: Boolean => json.writeBoolean(value)
      case value: Array[Byte] => json.writeBinary(value)
      case value: Date => json.writeString(value.toLocalDate.toString)
      case value: Timestamp => json.writeString(value.toLocalDateTime.toString.replace('T', ' '))
      case value => json.writeString(String.valueOf(value))
    }
  }
}
