package com.amazonaws.services.glue.types

import scala.collection.mutable

import com.amazonaws.services.glue.ResolveSpec
import com.amazonaws.services.glue.schema.{Schema, TypeCode}
import dev.mastic.runtime.frame.files.NotSupported
import dev.mastic.runtime.record.RecordLayout
import org.apache.spark.sql.Row

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

  /** The record as a row of a schema's columns; a choice is a struct with a field for each type, as `toDF` makes it. */
  def toRow(schema: Schema, options: Map[String, ResolveSpec] = Map.empty): Row = {
    if (options.nonEmpty) {
      throw new NotSupported(s"toRow that resolves ${options.keys.mkString(", ")}", "resolveChoice of the frame before")
    }
    new RecordLayout(schema.struct).toRow(this)
  }
}

object ObjectNode {

  /**
   * The record that a join makes of two: the fields of the first, then those of the second.
   *
   * @param frameKeys names that are the first's
   * @param resolveWith what stands before the names of the second that are the first's
   */
  def apply(
      frameKeys: Set[String],
      v1: mutable.Map[String, DynamicNode],
      v2: mutable.Map[String, DynamicNode],
      resolveWith: String): ObjectNode = {
    val joined = new ObjectNode()
    v1.foreach { case (name, node) => joined.put(name, node) }
    v2.foreach { case (name, node) =>
      joined.put(if (frameKeys(name) || v1.contains(name)) resolveWith + name else name, node)
    }
    joined
  }
}

/** Values of one type under keys. */
class MapNode(value: mutable.Map[String, DynamicNode]) extends MapLikeNode(value) {
  def this() = this(mutable.LinkedHashMap.empty[String, DynamicNode])

  override def nodeType: TypeCode = TypeCode.MAP

  override def clone(): MapNode = new MapNode(clonedParts)
}
