package com.amazonaws.services.glue

import java.util.Locale

import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.functions.{current_timestamp, dayofmonth, hour, minute, month, year}

/** Columns that say when rows came in. */
private[glue] object IngestionTime {

  private val Parts: Seq[(String, Column => Column)] =
    Seq("year" -> year, "month" -> month, "day" -> dayofmonth, "hour" -> hour, "minute" -> minute)

  private val Shortest = 3

  /** @param granularity `day`, `hour` or `minute`; a day without one */
  def add(frame: DataFrame, granularity: String): DataFrame = {
    val wanted = if (granularity.isEmpty) "day" else granularity.toLowerCase(Locale.ROOT)
    val count = Parts.indexWhere(_._1 == wanted) + 1
    if (count < Shortest) {
      throw new IllegalArgumentException(s"time granularity $granularity (expected: day, hour or minute)")
    }
    Parts.take(count).foldLeft(frame) { case (columns, (name, part)) =>
      columns.withColumn("ingest_" + name, part(current_timestamp()))
    }
  }
}
