package com.amazonaws.services.glue

import java.io.{DataInput, DataOutput}

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.errors.Error
import com.amazonaws.services.glue.schema.Schema
import com.amazonaws.services.glue.types.{DynamicNode, MapLikeNode, ObjectNode}
import dev.mastic.runtime.frame.{FieldPath, Shape}
import dev.mastic.runtime.record.{NodeBytes, RecordReader, Traversal}
import org.apache.hadoop.io.Writable
import org.apache.spark.sql.Row
import org.apache.spark.sql.types.StructType

/** A record that describes itself: its fields, and what each of them is. Paths are those of transforms. */
class DynamicRecord(private var root: ObjectNode) extends Serializable with Writable with Cloneable {
  private var error: Option[Error] = None

  def this() = this(new ObjectNode())

  def getRoot(): ObjectNode = root

  /** The value at a path, null for one that is there and is null; nothing when the record has no such field. */
  def getField(path: String): Option[Any] = getFieldNode(path).map(_.getValue)

  def getFieldNode(path: String): Option[DynamicNode] = {
    val steps = names(path)
    holder(steps, create = false).flatMap(_.get(steps.last))
  }

  /** Puts a value at a path, in place of what is there; records on the way are made. */
  def addField(path: String, node: DynamicNode): Unit = {
    val steps = names(path)
    holder(steps, create = true).foreach(_.put(steps.last, node))
  }

  /** Takes the value at a path away, and answers it. */
  def dropField(path: String, underRename: Boolean = false): Option[DynamicNode] = {
    val steps = names(path)
    holder(steps, create = false).flatMap(_.remove(steps.last))
  }

  private def names(path: String): Seq[String] = FieldPath.parse(path).steps().asScala.map(_.name)

  /** What holds the last of the names. */
  private def holder(steps: Seq[String], create: Boolean): Option[MapLikeNode] =
    steps.init.foldLeft(Option[MapLikeNode](root)) { (above, name) =>
      above.flatMap(node =>
        node.get(name) match {
          case Some(inner: MapLikeNode) => Some(inner)
          case _ if create =>
            val made = new ObjectNode()
            node.put(name, made)
            Some(made)
          case _ => None
        })
    }

  /** Makes this an error record. */
  def setError(newError: Error): Unit = error = Some(newError)

  def isError(): Boolean = error.isDefined

  def getError(): Error = error.orNull

  def clearError(): Unit = error = None

  def schema(): Schema = new Schema(root.shape.struct().orElseThrow())

  def toJson(): String = root.toJson

  /** Tells a traverser of every value, from the first field to the last. */
  def traverse(traverser: RecordTraverser): Unit = Traversal.of(root, traverser)

  override def write(out: DataOutput): Unit = NodeBytes.write(root, out)

  override def readFields(in: DataInput): Unit = root = NodeBytes.readObject(in)

  override def clone(): DynamicRecord = {
    val copy = new DynamicRecord(root.clone())
    error.foreach(copy.setError)
    copy
  }

  override def equals(other: Any): Boolean = other match {
    case record: DynamicRecord => root == record.getRoot()
    case _ => false
  }

  override def hashCode(): Int = root.hashCode

  override def toString: String = toJson()
}

object DynamicRecord {
  def apply(row: Row, schema: StructType): DynamicRecord = new RecordReader(Shape.of(schema)).read(row, schema)
}
