package com.amazonaws.services.glue.schema

import com.amazonaws.services.glue.schema.types.DataType

/** A name and what stands under it. */
class Field(name: String, dataType: DataType) extends Serializable {
  def getName(): String = name

  def getType(): DataType = dataType
}
