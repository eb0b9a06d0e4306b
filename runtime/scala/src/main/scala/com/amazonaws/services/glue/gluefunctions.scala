package com.amazonaws.services.glue

import org.apache.spark.sql.Column
import org.apache.spark.sql.functions.{lit, named_struct, posexplode, transform, when}

/** Functions of columns. */
object gluefunctions {

  /** The array of a column with the element at a position, from 0 on, replaced by another. */
  def replaceArrayElement(srcCol: Column, replaceCol: Column, idx: Int): Column =
    transform(srcCol, (element, position) => when(position === lit(idx), replaceCol).otherwise(element))

  /** A record of fields, each given as a name and a value. */
  def namedStruct(cols: Seq[Column]): Column = named_struct(cols: _*)

  /** The elements of the array of a column, each in a row of its own with its position. */
  def explodeWithIndex(col: Column): Column = posexplode(col)
}
