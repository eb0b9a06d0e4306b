package com.amazonaws.services.glue.dataframeTransforms

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.MappingSpec
import dev.mastic.runtime.frame.Frame
import org.apache.spark.sql.DataFrame

/** ApplyMapping for those who work with DataFrames. */
object ApplyMapping {

  /**
   * The mapped columns only, renamed and cast; names are matched in any case.
   *
   * @param mappings specs, or tuples of two paths, of two paths and a type, or (source path, source type, target path, target type)
   */
  def apply(frame: DataFrame, mappings: Seq[Product]): DataFrame = {
    val specs = mappings.map(spec).map(MappingSpec.mapping)
    Frame.of(frame).applyMapping(specs.asJava, false).rows()
  }

  private def spec(mapping: Product): MappingSpec = mapping match {
    case spec: MappingSpec => spec
    case (source: String, target: String) => MappingSpec((source, target))
    case (source: String, target: String, kind: String) => MappingSpec((source, target, kind))
    case (source: String, kind: String, target: String, targetKind: String) =>
      MappingSpec(source, kind, target, targetKind)
    case _ => throw new IllegalArgumentException(s"mapping $mapping (expected: a tuple of 2, 3 or 4 texts)")
  }
}
