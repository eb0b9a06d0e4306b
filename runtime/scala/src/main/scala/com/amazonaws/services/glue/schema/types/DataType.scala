package com.amazonaws.services.glue.schema.types

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.schema.TypeCode
import dev.mastic.runtime.frame.{Shape, Type}
import org.apache.spark.sql.types.{DecimalType => SparkDecimal}

/** What the values of a position are. */
class DataType private[glue] (private[glue] val shape: Shape) extends Serializable {

  def getType(): TypeCode = TypeCode.of(typeName())

  def typeName(): String =
    if (shape.isNull) "null"
    else if (shape.isChoice) "choice"
    else shape.alternatives().get(0).name()

  override def equals(other: Any): Boolean = other match {
    case dataType: DataType => shape.alternatives() == dataType.shape.alternatives()
    case _ => false
  }

  override def hashCode(): Int = shape.alternatives().hashCode

  override def toString: String = typeName()
}

object DataType {

  /** The type of a kind without parts. */
  private[glue] def of(code: TypeCode): DataType = code match {
    case TypeCode.NULL => new DataType(Shape.nothing())
    case TypeCode.DECIMAL => new DecimalType()
    case TypeCode.ARRAY | TypeCode.CHOICE | TypeCode.MAP | TypeCode.STRUCT =>
      throw new IllegalArgumentException(s"type $code (expected: one without parts)")
    case atom => new DataType(Shape.of(Type.Atom.of(atom.getName())))
  }

  private[glue] def of(shape: Shape): DataType =
    if (shape.isNull || shape.isChoice) new DataType(shape)
    else
      shape.alternatives().get(0) match {
        case struct: Type.Struct => new StructType(struct)
        case atom: Type.Atom =>
          atom.spark match {
            case decimal: SparkDecimal => new DecimalType(decimal.precision, decimal.scale)
            case _ => new DataType(shape)
          }
        case _ => new DataType(shape)
      }
}

/** An exact number of so many digits, some of them behind the point. */
class DecimalType(precision: Int, scale: Int) extends DataType(Shape.of(new Type.Atom(SparkDecimal(precision, scale)))) {

  def this() = this(10, 2)

  def getPrecision(): Int = precision

  def getScale(): Int = scale
}

/** Elements of one type. */
class ArrayType(elementType: DataType) extends DataType(Shape.of(new Type.Array(elementType.shape))) {
  def getElementType(): DataType = elementType
}

/** Values of one type under names. */
class MapType(valueType: DataType)
    extends DataType(Shape.of(new Type.Dictionary(org.apache.spark.sql.types.StringType, valueType.shape))) {
  def getValueType(): DataType = valueType
}

/** One of several types. */
class ChoiceType(choices: Seq[DataType])
    extends DataType(
      new Shape(
        choices.flatMap(_.shape.alternatives().asScala).asJava,
        dev.mastic.runtime.frame.Presence.NULLABLE)) {
  def getChoices(): Seq[DataType] = choices
}

/** Named fields. */
class StructType private[glue] (private[glue] val struct: Type.Struct) extends DataType(Shape.of(struct))
