package com.amazonaws.services.glue.util

import dev.mastic.runtime.frame.files.Options

/** Options of a connection or a format, as a JSON object. */
class JsonOptions(json: String) {

  private[glue] val options: Options = Options.parse(json)

  override def toString: String = options.toString
}

object JsonOptions {
  val empty: JsonOptions = new JsonOptions("{}")

  def apply(json: String): JsonOptions = new JsonOptions(json)
}
