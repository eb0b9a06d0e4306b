package com.amazonaws.services.glue.schema

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.schema.types.{DataType, StructType}
import dev.mastic.runtime.frame.{SchemaJson, SchemaTree, Type}

/** The schema of a DynamicFrame. Two are equal when they print the same fields in the same order. */
class Schema private[glue] (private[glue] val struct: Type.Struct) extends Serializable {

  /** A schema of the fields that a [[builders.SchemaBuilder]] was given. */
  def this(fields: StructType) = this(fields.struct)

  def asFieldList(): Seq[Field] =
    struct.fields().asScala.map { case (name, shape) => new Field(name, DataType.of(shape)) }.toSeq

  /** The text that `printSchema` prints. */
  def treeString(): String = SchemaTree.write(struct)

  /** The JSON from which `awsglue.gluetypes` makes its types. */
  override def toString: String = SchemaJson.write(struct)

  override def equals(other: Any): Boolean = other match {
    case schema: Schema => toString == schema.toString
    case _ => false
  }

  override def hashCode(): Int = toString.hashCode
}
