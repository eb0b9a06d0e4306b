package com.amazonaws.services.glue.dataframeTransforms

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.MappingSpec
import dev.mastic.runtime.frame.Frame
import org.apache.spark.sql.DataFrame

/** ApplyMapping for those who work with DataFrames. */
object ApplyMapping {

  /** The mapped columns only, renamed and cast; names are matched in any case. */
  def apply(frame: DataFrame, mappings: Seq[Product4[String, String, String, String]]): DataFrame =
    Frame.of(frame).applyMapping(mappings.map(MappingSpec.mapping).asJava, false).rows()
}
