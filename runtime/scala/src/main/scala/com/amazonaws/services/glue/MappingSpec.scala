package com.amazonaws.services.glue

import java.util.Optional

import dev.mastic.runtime.frame.{FieldPath, Mapping}

/** One line of ApplyMapping: paths and names of types; a type that is null is left out. */
case class MappingSpec(sourcePath: String, sourceType: String, targetPath: String, targetType: String)
    extends Product4[String, String, String, String] {
  override def _1: String = sourcePath

  override def _2: String = sourceType

  override def _3: String = targetPath

  override def _4: String = targetType
}

object MappingSpec {

  /** A path under another one, with its type as it is. */
  def apply(paths: (String, String)): MappingSpec = MappingSpec(paths._1, null, paths._2, null)

  /** A path under another one in a type. */
  def apply(mapping: (String, String, String)): MappingSpec =
    MappingSpec(mapping._1, null, mapping._2, mapping._3)

  def apply(mapping: (String, String, String, String)): MappingSpec =
    MappingSpec(mapping._1, mapping._2, mapping._3, mapping._4)

  private[glue] def mapping(spec: Product4[String, String, String, String]): Mapping =
    new Mapping(
      FieldPath.parse(spec._1),
      Optional.ofNullable(spec._2),
      FieldPath.parse(spec._3),
      Optional.ofNullable(spec._4))
}
