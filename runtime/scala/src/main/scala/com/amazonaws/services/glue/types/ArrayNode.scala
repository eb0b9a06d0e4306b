package com.amazonaws.services.glue.types

import scala.collection.mutable.ArrayBuffer

import com.amazonaws.services.glue.schema.TypeCode

/** Values in a row. */
class ArrayNode(val value: ArrayBuffer[DynamicNode]) extends DynamicNode {
  def this() = this(ArrayBuffer.empty[DynamicNode])

  override def nodeType: TypeCode = TypeCode.ARRAY

  override def getValue: Any = value

  def add(node: DynamicNode): Unit = value += node

  def get(index: Int): Option[DynamicNode] = value.lift(index)

  def isEmpty: Boolean = value.isEmpty

  def remove(index: Int): Unit = value.remove(index)

  def size: Int = value.size

  def update(index: Int, node: DynamicNode): Unit = value.update(index, node)

  def toIterator: Iterator[DynamicNode] = value.toIterator

  override def clone(): ArrayNode = new ArrayNode(value.map(_.clone()))

  override def equals(other: Any): Boolean = other match {
    case array: ArrayNode => value == array.value
    case _ => false
  }

  override def hashCode(): Int = value.hashCode
}
