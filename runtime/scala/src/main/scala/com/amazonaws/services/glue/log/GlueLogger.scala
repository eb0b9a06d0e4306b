package com.amazonaws.services.glue.log

import org.slf4j.LoggerFactory

/** Writes lines of a script into the log of its driver. */
class GlueLogger extends Serializable {
  // Tasks take a logger along when a function of the script mentions it.
  @transient private lazy val log = LoggerFactory.getLogger(classOf[GlueLogger])

  def debug(message: String): Unit = log.debug(message)

  def info(message: String): Unit = log.info(message)

  def warn(message: String): Unit = log.warn(message)

  def error(message: String): Unit = log.error(message)
}
