package com.amazonaws.services.glue.ml

import com.amazonaws.services.glue.DynamicFrame
import com.amazonaws.services.glue.errors.CallSite

/** Fills the gaps of a column: the mean of numbers, the most frequent value of anything else. */
object FillMissingValues {

  /** @param outputColumn where the filled values go; blank: a column with the suffix `_filled` */
  def apply(
      frame: DynamicFrame,
      missingValuesColumn: String,
      outputColumn: String = "",
      transformationContext: String = "",
      callSite: CallSite = CallSite("Not provided", ""),
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    frame.fillMissingValues(
      missingValuesColumn,
      outputColumn,
      transformationContext,
      callSite,
      stageThreshold,
      totalThreshold)
}
