"""Shows the records that failed."""

from __future__ import annotations

from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms.transform import GlueTransform

__all__ = ["ErrorsAsDynamicFrame"]


class ErrorsAsDynamicFrame(GlueTransform):
    """The records that failed on the way to a frame."""

    def __call__(
        self,
        frame: DynamicFrame,
    ) -> DynamicFrame:
        return frame.errorsAsDynamicFrame()
