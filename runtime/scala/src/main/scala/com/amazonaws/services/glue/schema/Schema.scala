package com.amazonaws.services.glue.schema

import dev.mastic.runtime.frame.{SchemaJson, SchemaTree, Type}

/** The schema of a DynamicFrame. */
class Schema(private[glue] val struct: Type.Struct) extends Serializable {

  /** The text that `printSchema` prints. */
  def treeString(): String = SchemaTree.write(struct)

  /** The JSON from which `awsglue.gluetypes` makes its types. */
  override def toString: String = SchemaJson.write(struct)
}
