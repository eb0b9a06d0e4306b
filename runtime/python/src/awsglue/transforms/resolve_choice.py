"""Decides what becomes of choices."""

from __future__ import annotations

from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms.transform import GlueTransform

__all__ = ["ResolveChoice"]


class ResolveChoice(GlueTransform):
    """Resolves choices; see :meth:`DynamicFrame.resolveChoice`."""

    def __call__(
        self,
        frame: DynamicFrame,
        specs: tuple[str, str] | list[tuple[str, str]] | None = None,
        choice: str = "",
        database: str | None = None,
        table_name: str | None = None,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
        catalog_id: str | None = None,
    ) -> DynamicFrame:
        return frame.resolveChoice(
            specs, choice, database, table_name, transformation_ctx, info, stageThreshold, totalThreshold, catalog_id
        )
