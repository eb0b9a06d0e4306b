package com.amazonaws.services.glue

import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.files.{NotSupported, Sample, TableSource}

/** A table of the Data Catalog, which knows its format. */
private[glue] final class CatalogDataSource(override val glueContext: GlueContext, table: TableSource)
    extends DataSource {

  override def setFormat(format: String, options: JsonOptions): Unit =
    throw new NotSupported(s"""format "$format" of a table: the Data Catalog says what it is""")

  override def getDynamicFrame(): DynamicFrame = new DynamicFrame(glueContext, table.read())

  override def getDynamicFrame(minPartitions: Int, targetPartitions: Int): DynamicFrame =
    new DynamicFrame(glueContext, table.read(minPartitions))

  override def getSampleDynamicFrame(num: Int, options: JsonOptions): DynamicFrame =
    new DynamicFrame(glueContext, table.sample(Sample.of(num, options.options)))
}
