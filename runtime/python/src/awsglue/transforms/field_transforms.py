"""Drops, selects, splits off and renames fields; splits, joins and shows records."""

from __future__ import annotations

from typing import Any

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.transforms.transform import GlueTransform

__all__ = ["RenameField", "DropFields", "SelectFields", "SplitFields", "SplitRows", "Join", "Spigot"]


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


class SplitRows(GlueTransform):
    """Splits the records of a frame into two; see :meth:`DynamicFrame.split_rows`."""

    def __call__(
        self,
        frame: DynamicFrame,
        comparison_dict: dict[str, dict[str, Any]],
        name1: str = "frame1",
        name2: str = "frame2",
        transformation_ctx: str = "",
        info: str | None = None,
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        return frame.split_rows(
            comparison_dict, name1, name2, transformation_ctx, info or "", stageThreshold, totalThreshold
        )


class Join(GlueTransform):
    """Puts the records of two frames together; see :meth:`DynamicFrame.join`."""

    def __call__(
        self,
        frame1: DynamicFrame,
        frame2: DynamicFrame,
        keys1: str | list[str],
        keys2: str | list[str],
        transformation_ctx: str = "",
    ) -> DynamicFrame:
        return frame1.join(keys1, keys2, frame2, transformation_ctx)


class Spigot(GlueTransform):
    """Writes some records for somebody to look at; see :meth:`DynamicFrame.spigot`."""

    def __call__(
        self, frame: DynamicFrame, path: str, options: dict[str, Any], transformation_ctx: str = ""
    ) -> DynamicFrame:
        return frame.spigot(path, options, transformation_ctx)
