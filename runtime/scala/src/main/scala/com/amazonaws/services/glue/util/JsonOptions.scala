package com.amazonaws.services.glue.util

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.module.scala.DefaultScalaModule
import dev.mastic.runtime.frame.files.Options

/** Options of a connection or a format, as a JSON object. */
class JsonOptions(json: String) extends Serializable {

  def this(options: collection.Map[String, Any]) = this(JsonOptions.mapper.writeValueAsString(options))

  @transient private[glue] lazy val options: Options = Options.parse(json)

  // At once, so that the line of the script that is wrong is the line that fails.
  options

  def toMap: Map[String, Any] = JsonOptions.mapper.readValue(json, classOf[Map[String, Any]])

  override def toString: String = options.toString
}

object JsonOptions {
  private val mapper = new ObjectMapper().registerModule(DefaultScalaModule)

  val empty: JsonOptions = new JsonOptions("{}")

  def apply(json: String): JsonOptions = new JsonOptions(json)

  /** Options of nested maps, sequences, texts, numbers and booleans. */
  def apply(options: collection.Map[String, Any]): JsonOptions = new JsonOptions(options)
}
