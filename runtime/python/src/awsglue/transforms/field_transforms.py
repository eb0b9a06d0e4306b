"""Drops, selects, splits off and renames fields."""

from __future__ import annotations

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.transforms.transform import GlueTransform

__all__ = ["RenameField", "DropFields", "SelectFields", "SplitFields"]


class RenameField(GlueTransform):
    """Gives a field another name; see :meth:`DynamicFrame.rename_field`."""

    def __call__(
        self,
        frame: DynamicFrame,
        old_name: str,
        new_name: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        return frame.rename_field(old_name, new_name, transformation_ctx, info, stageThreshold, totalThreshold)


class DropFields(GlueTransform):
    """Drops fields; see :meth:`DynamicFrame.drop_fields`."""

    def __call__(
        self,
        frame: DynamicFrame,
        paths: str | list[str],
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        return frame.drop_fields(paths, transformation_ctx, info, stageThreshold, totalThreshold)


class SelectFields(GlueTransform):
    """Keeps some fields; see :meth:`DynamicFrame.select_fields`."""

    def __call__(
        self,
        frame: DynamicFrame,
        paths: str | list[str],
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        return frame.select_fields(paths, transformation_ctx, info, stageThreshold, totalThreshold)


class SplitFields(GlueTransform):
    """Splits a frame into two; see :meth:`DynamicFrame.split_fields`."""

    def __call__(
        self,
        frame: DynamicFrame,
        paths: str | list[str],
        name1: str | None = None,
        name2: str | None = None,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        return frame.split_fields(
            paths,
            name1 or frame.name + "1",
            name2 or frame.name + "2",
            transformation_ctx,
            info,
            stageThreshold,
            totalThreshold,
        )
