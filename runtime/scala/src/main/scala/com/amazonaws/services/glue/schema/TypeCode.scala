package com.amazonaws.services.glue.schema

/** The kinds of values that records hold. */
sealed abstract class TypeCode private (name: String) extends Serializable {

  /** The name that schemas print. */
  def getName(): String = name

  override def toString: String = name
}

object TypeCode {
  case object ARRAY extends TypeCode("array")
  case object BINARY extends TypeCode("binary")
  case object BOOLEAN extends TypeCode("boolean")
  case object BYTE extends TypeCode("byte")
  case object CHOICE extends TypeCode("choice")
  case object DATE extends TypeCode("date")
  case object DECIMAL extends TypeCode("decimal")
  case object DOUBLE extends TypeCode("double")
  case object FLOAT extends TypeCode("float")
  case object INT extends TypeCode("int")
  case object LONG extends TypeCode("long")
  case object MAP extends TypeCode("map")
  case object NULL extends TypeCode("null")
  case object SHORT extends TypeCode("short")
  case object STRING extends TypeCode("string")
  case object STRUCT extends TypeCode("struct")
  case object TIMESTAMP extends TypeCode("timestamp")
  case object TIMESTAMPNTZ extends TypeCode("timestampntz")

  val values: Seq[TypeCode] = Seq(
    ARRAY, BINARY, BOOLEAN, BYTE, CHOICE, DATE, DECIMAL, DOUBLE, FLOAT, INT, LONG, MAP, NULL, SHORT, STRING,
    STRUCT, TIMESTAMP, TIMESTAMPNTZ)

  /** The kind of a type's name. */
  private[glue] def of(name: String): TypeCode =
    values.find(_.getName() == name).getOrElse(throw new IllegalArgumentException(s"type $name"))
}
