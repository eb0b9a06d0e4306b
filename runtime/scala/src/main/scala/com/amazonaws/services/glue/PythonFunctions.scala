package com.amazonaws.services.glue

import java.util.Optional

import com.amazonaws.services.glue.errors.CallSite
import dev.mastic.runtime.frame.{ErrorRecords, SchemaJson}
import dev.mastic.runtime.frame.json.FunctionRecords
import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.functions.{length, lit, substring_index}

/** How functions of a Python script meet the columns of a frame. Nobody calls this but our own `awsglue`. */
trait PythonFunctions { this: DynamicFrame =>

  /** The schema as it stands, with alternatives that may never occur: enough for whoever reads the columns as they are. */
  def physicalSchema(): String = SchemaJson.writeWithPresence(frame.schema())

  /** A column of the frame by its name. */
  def column(name: String): Column = frame.column(name)

  /**
   * The records that a boolean SQL expression keeps.
   *
   * @param verdict what [[filterByVerdict]] takes, to find the records on which the predicate fails; null if it never does
   */
  def filterBySql(
      keep: String,
      verdict: Column,
      transformationContext: String,
      callSite: CallSite,
      stageThreshold: Long,
      totalThreshold: Long): DynamicFrame =
    changed(
      frame.filter(
        frame.expression(keep),
        stage(callSite, stageThreshold, totalThreshold),
        Optional.ofNullable(verdict).map(failed(_))))

  /**
   * The records that Python's predicate keeps.
   *
   * @param verdict a column that is null for a record to keep, empty for one to drop, and else the message of the failure and,
   *     behind U+0000, its stack trace
   */
  def filterByVerdict(
      verdict: Column,
      transformationContext: String,
      callSite: CallSite,
      stageThreshold: Long,
      totalThreshold: Long): DynamicFrame =
    changed(
      frame.filter(
        verdict.isNull,
        stage(callSite, stageThreshold, totalThreshold),
        Optional.of(failed(verdict))))

  /** The records for which a boolean SQL expression holds, as texts. */
  def functionRecordsWhere(condition: String): DataFrame =
    FunctionRecords.texts(frame, frame.expression(condition))

  /**
   * The records that a translated function of Python makes.
   *
   * @param fields what it makes, in JSON
   * @param good a SQL expression, true for a record on which the function does not fail
   * @param answers what the function itself answers for the others; null if it never fails
   */
  def mapBySql(
      fields: String,
      good: String,
      answers: DataFrame,
      transformationContext: String,
      callSite: CallSite,
      stageThreshold: Long,
      totalThreshold: Long): DynamicFrame =
    changed(
      FunctionRecords.translated(
        frame,
        fields,
        frame.expression(good),
        Optional.ofNullable(answers),
        stage(callSite, stageThreshold, totalThreshold)))

  /** What `ml.FillMissingValues` does. */
  def fillMissingValues(
      column: String,
      output: String,
      transformationContext: String,
      callSite: CallSite,
      stageThreshold: Long,
      totalThreshold: Long): DynamicFrame =
    changed(frame.fillMissingValues(column, output).at(stage(callSite, stageThreshold, totalThreshold)))

  /** The records as texts, which functions of Python take. */
  def functionRecords(): DataFrame = FunctionRecords.texts(frame)

  /** The frame of what a function answered for those texts. */
  def functionAnswers(
      answers: DataFrame,
      transformationContext: String,
      callSite: CallSite,
      stageThreshold: Long,
      totalThreshold: Long): DynamicFrame =
    changed(FunctionRecords.frame(frame, answers, stage(callSite, stageThreshold, totalThreshold)))

  private def failed(verdict: Column): ErrorRecords.Failure = {
    val trace = substring_index(verdict, "\u0000", -1)
    val message = verdict.substr(lit(1), length(verdict) - length(trace) - 1)
    new ErrorRecords.Failure(verdict.notEqual(""), message, Optional.of(trace))
  }
}
