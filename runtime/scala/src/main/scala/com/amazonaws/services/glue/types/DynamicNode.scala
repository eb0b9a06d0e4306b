package com.amazonaws.services.glue.types

import com.amazonaws.services.glue.schema.TypeCode
import dev.mastic.runtime.record.{NodeJson, NodeShapes}
import dev.mastic.runtime.frame.Shape

/** A value of a record, which knows what it is. */
abstract class DynamicNode extends Serializable with Cloneable {

  def nodeType: TypeCode

  /** The value: of Scala's or Java's own types for one without parts, nodes in a collection for others. */
  def getValue: Any

  def typeName: String = nodeType.getName()

  def toJson: String = NodeJson.write(this)

  /** Parts are cloned too; values without parts never change. */
  override def clone(): DynamicNode = this

  private[glue] def shape: Shape = NodeShapes.of(this)

  override def toString: String = toJson
}

/** No value. */
case object NullNode extends DynamicNode {
  override def nodeType: TypeCode = TypeCode.NULL

  override def getValue: Any = null

  override def clone(): DynamicNode = this

  override def toString: String = toJson
}
