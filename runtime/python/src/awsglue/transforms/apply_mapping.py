"""Renames, casts and chooses fields."""

from __future__ import annotations

from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms.transform import GlueTransform

__all__ = ["ApplyMapping"]


class ApplyMapping(GlueTransform):
    """Maps fields to others; see :meth:`DynamicFrame.apply_mapping`."""

    def __call__(
        self,
        frame: DynamicFrame,
        mappings: tuple[str, ...] | list[tuple[str, ...]],
        case_sensitive: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        return frame.apply_mapping(mappings, case_sensitive, transformation_ctx, info, stageThreshold, totalThreshold)
