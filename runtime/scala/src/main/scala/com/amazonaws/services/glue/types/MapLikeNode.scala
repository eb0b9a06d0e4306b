package com.amazonaws.services.glue.types

import scala.collection.mutable

import com.amazonaws.services.glue.schema.TypeCode

/** Values under names. */
abstract class MapLikeNode(val value: mutable.Map[String, DynamicNode]) extends DynamicNode {

  override def getValue: Any = value

  def clear(): Unit = value.clear()

  def get(name: String): Option[DynamicNode] = value.get(name)

  def getValue(name: String): DynamicNode = value(name)

  def has(name: String): Boolean = value.contains(name)

  def isEmpty: Boolean = value.isEmpty

  def keySet: collection.Set[String] = value.keySet

  def put(name: String, node: DynamicNode): Option[DynamicNode] = value.put(name, node)

  def remove(name: String): Option[DynamicNode] = value.remove(name)

  def size: Int = value.size

  def toIterator: Iterator[(String, DynamicNode)] = value.toIterator

  override def equals(other: Any): Boolean = other match {
    case map: MapLikeNode => nodeType == map.nodeType && value == map.value
    case _ => false
  }

  override def hashCode(): Int = value.hashCode

  protected def clonedParts: mutable.Map[String, DynamicNode] =
    mutable.LinkedHashMap(value.toSeq.map { case (name, node) => name -> node.clone() }: _*)
}

/** The fields of a record, in their order. */
class ObjectNode(value: mutable.Map[String, DynamicNode]) extends MapLikeNode(value) {
  def this() = this(mutable.LinkedHashMap.empty[String, DynamicNode])

  override def nodeType: TypeCode = TypeCode.STRUCT

  override def clone(): ObjectNode = new ObjectNode(clonedParts)
}

/** Values of one type under keys. */
class MapNode(value: mutable.Map[String, DynamicNode]) extends MapLikeNode(value) {
  def this() = this(mutable.LinkedHashMap.empty[String, DynamicNode])

  override def nodeType: TypeCode = TypeCode.MAP

  override def clone(): MapNode = new MapNode(clonedParts)
}
