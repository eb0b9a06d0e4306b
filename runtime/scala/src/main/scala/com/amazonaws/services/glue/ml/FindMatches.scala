package com.amazonaws.services.glue.ml

import com.amazonaws.services.glue.DynamicFrame
import com.amazonaws.services.glue.errors.CallSite
import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.frame.files.NotSupported

/** Records that mean the same thing, by a model that AWS keeps: refused, because nothing here has such a model. */
object FindMatches {
  def apply(
      frame: DynamicFrame,
      transformId: String,
      transformationContext: String = "",
      callSite: CallSite = CallSite("Not provided", ""),
      stageThreshold: Long = 0,
      totalThreshold: Long = 0,
      enforcedMatches: DynamicFrame = null,
      computeMatchConfidenceScores: Boolean = false): DynamicFrame =
    throw new NotSupported(s"FindMatches $transformId: a model that AWS trains and keeps")
}

/** The same for records that are new. */
object FindIncrementalMatches {
  def apply(
      existingFrame: DynamicFrame,
      incrementalFrame: DynamicFrame,
      transformId: String,
      transformationContext: String = "",
      callSite: CallSite = CallSite("Not provided", ""),
      stageThreshold: Long = 0,
      totalThreshold: Long = 0,
      enforcedMatches: DynamicFrame = null,
      computeMatchConfidenceScores: Boolean = false): DynamicFrame =
    throw new NotSupported(s"FindIncrementalMatches $transformId: a model that AWS trains and keeps")
}

/** Finds personal data, by detectors that are not published: refused. */
object EntityDetector {
  def detect(
      frame: DynamicFrame,
      detectionParameters: JsonOptions,
      outputColumnName: String = "DetectedEntities",
      detectionSensitivity: String = "LOW"): DynamicFrame =
    throw new NotSupported("EntityDetector.detect: detectors that AWS does not publish")
}
