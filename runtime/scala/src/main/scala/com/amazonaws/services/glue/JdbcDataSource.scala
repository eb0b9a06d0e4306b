package com.amazonaws.services.glue

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.files.NotSupported
import dev.mastic.runtime.frame.jdbc.JdbcSource

/** A table or a query of a database. */
private[glue] final class JdbcDataSource(override val glueContext: GlueContext, source: JdbcSource)
    extends DataSource {

  override def setFormat(format: String, options: JsonOptions): Unit =
    throw new NotSupported(s"""format "$format" of a database: its tables have types of their own""")

  override def getDynamicFrame(): DynamicFrame = new DynamicFrame(glueContext, source.read())
}
