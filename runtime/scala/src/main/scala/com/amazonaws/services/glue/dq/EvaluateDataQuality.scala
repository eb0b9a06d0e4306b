package com.amazonaws.services.glue.dq

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.DynamicFrame
import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.quality.QualityCheck

/** Frames checked against rules in the Data Quality Definition Language. */
object EvaluateDataQuality {

  /** @return what came of each rule: `Rule`, `Outcome`, `FailureReason`, `EvaluatedMetrics` */
  def apply(
      frame: DynamicFrame,
      ruleset: String,
      publishingOptions: JsonOptions = JsonOptions.empty): DynamicFrame =
    DynamicFrame(
      check(frame, ruleset, publishingOptions, JsonOptions.empty, Map.empty).rules(),
      frame.glueContext)

  /** @return `rowLevelOutcomes`, `ruleOutcomes` and `originalData` */
  def processRows(
      frame: DynamicFrame,
      ruleset: String,
      publishingOptions: JsonOptions = JsonOptions.empty,
      additionalOptions: JsonOptions = JsonOptions.empty,
      additionalDataSources: Map[String, DynamicFrame] = Map.empty): Map[String, DynamicFrame] = {
    val found = check(frame, ruleset, publishingOptions, additionalOptions, additionalDataSources).rows()
    Map("rowLevelOutcomes" -> found.rows, "ruleOutcomes" -> found.rules, "originalData" -> found.data)
      .map { case (name, rows) => name -> DynamicFrame(rows, frame.glueContext).withName(name) }
  }

  def pyProcessRows(
      frame: DynamicFrame,
      ruleset: String,
      publishingOptions: JsonOptions,
      additionalOptions: JsonOptions,
      additionalDataSources: java.util.Map[String, DynamicFrame]): java.util.Map[String, DynamicFrame] =
    processRows(frame, ruleset, publishingOptions, additionalOptions, additionalDataSources.asScala.toMap).asJava

  private def check(
      frame: DynamicFrame,
      ruleset: String,
      publishing: JsonOptions,
      additional: JsonOptions,
      others: Map[String, DynamicFrame]): QualityCheck =
    new QualityCheck(
      frame.toDF(),
      ruleset,
      others.map { case (name, other) => name -> other.toDF() }.asJava,
      publishing.options,
      additional.options)
}
