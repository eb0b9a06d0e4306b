package com.amazonaws.services.glue.schema.builders

import java.util.LinkedHashMap

import com.amazonaws.services.glue.schema.TypeCode
import com.amazonaws.services.glue.schema.types.{ArrayType, DataType, MapType, StructType}
import dev.mastic.runtime.frame.{Shape, Type}

/** Builds the fields of a schema: `new SchemaBuilder().beginStruct().atomicField("id", TypeCode.LONG).endStruct().build()`. */
class SchemaBuilder {
  def beginStruct(): StructBuilder[SchemaBuilder.Built] = SchemaBuilder.beginStruct()
}

object SchemaBuilder {

  def beginStruct(): StructBuilder[Built] = new StructBuilder(new Built(_))

  /** Fields that are complete. */
  final class Built private[builders] (struct: StructType) {
    def build(): StructType = struct
  }
}

/** Fields that are being named; `endStruct` goes back to where the record stands. */
final class StructBuilder[Parent] private[builders] (end: StructType => Parent) {
  private val fields = new LinkedHashMap[String, Shape]

  def atomicField(name: String, code: TypeCode): StructBuilder[Parent] = field(name, DataType.of(code))

  def atomicField(name: String, dataType: DataType): StructBuilder[Parent] = field(name, dataType)

  def field(name: String, dataType: DataType): StructBuilder[Parent] = {
    if (fields.putIfAbsent(name, dataType.shape) != null) {
      throw new IllegalArgumentException(s"field $name stands twice in one record")
    }
    this
  }

  def arrayField(name: String, elementType: DataType): StructBuilder[Parent] =
    field(name, new ArrayType(elementType))

  def mapField(name: String, valueType: DataType): StructBuilder[Parent] =
    field(name, new MapType(valueType))

  def beginStruct(name: String): StructBuilder[StructBuilder[Parent]] =
    new StructBuilder(struct => field(name, struct))

  def endStruct(): Parent = end(new StructType(new Type.Struct(fields)))
}
