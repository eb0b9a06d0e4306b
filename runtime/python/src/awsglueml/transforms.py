"""Glue's transforms that learn from data; of these only :class:`FillMissingValues` can be had without AWS."""

from __future__ import annotations

from typing import Any, NoReturn

from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms.transform import GlueTransform
from awsglue.utils import _call_site, callsite

__all__ = ["EntityDetector", "FillMissingValues", "FindIncrementalMatches", "FindMatches"]


class FillMissingValues(GlueTransform):
    """Estimates the values of a column that are null or an empty text.

    Glue trains a model on the other columns. Here the estimate is a statistic of the column: the mean of numbers,
    rounded for integers, and of anything else the value that occurs most often (of several the smallest).
    """

    def __call__(
        self,
        frame: DynamicFrame,
        missing_values_column: str,
        output_column: str = "",
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        site = _call_site(frame._sc, callsite(), info)
        jdf = frame._jdf.fillMissingValues(
            missing_values_column, output_column, transformation_ctx, site, stageThreshold, totalThreshold
        )
        return DynamicFrame(jdf, frame.glue_ctx, frame.name)


def _refuse(what: str, why: str) -> NoReturn:
    raise NotImplementedError(f"not supported by Mastic: {what}: {why}")


_MODEL = "the model of a transform id is trained and kept by AWS, and nothing of it can be had elsewhere"


class FindMatches(GlueTransform):
    """Refused: records that a trained model takes for the same.

    Raises:
        NotImplementedError: always.
    """

    def __call__(
        self,
        frame: DynamicFrame,
        transformId: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
        enforcedMatches: DynamicFrame | None = None,
        computeMatchConfidenceScores: bool = False,
    ) -> DynamicFrame:
        _refuse("FindMatches", _MODEL)


class FindIncrementalMatches(GlueTransform):
    """Refused: new records that a trained model takes for the same as known ones.

    Raises:
        NotImplementedError: always.
    """

    def __call__(
        self,
        existingFrame: DynamicFrame,
        incrementalFrame: DynamicFrame,
        transformId: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
        enforcedMatches: DynamicFrame | None = None,
        computeMatchConfidenceScores: bool = False,
    ) -> DynamicFrame:
        _refuse("FindIncrementalMatches", _MODEL)


class EntityDetector:
    """Refused: personal data found by the detectors of AWS.

    Raises:
        NotImplementedError: by every method.
    """

    def detect(self, frame: DynamicFrame, *args: Any, **kwargs: Any) -> DynamicFrame:
        """Refused."""
        _refuse("EntityDetector.detect", _DETECTORS)

    def classify_columns(self, frame: DynamicFrame, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Refused."""
        _refuse("EntityDetector.classify_columns", _DETECTORS)


_DETECTORS = "what its detectors take for personal data is not published, and a guess would let data through"
