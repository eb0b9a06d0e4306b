package com.amazonaws.services.glue.schema

import dev.mastic.runtime.frame.FieldPath

/** Names as parts of paths. */
object RecordUtils {

  /** A name in backquotes when a path would read it as more than one. */
  def quoteName(name: String): String = FieldPath.quote(name)
}
