package com.amazonaws.services.glue.util

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.ChoiceOption

/** What Python needs to speak to methods of Scala. */
object GluePythonUtils {

  def seqAsJava[T](seq: Seq[T]): java.util.List[T] = seq.asJava

  /** An option of a value; nothing for null. */
  def constructOption[T](value: T): Option[T] = Option(value)

  /** The action for all choices; null when there is none. */
  def constructChoiceOption(action: String): ChoiceOption =
    if (action.isEmpty) null else ChoiceOption(action)
}
