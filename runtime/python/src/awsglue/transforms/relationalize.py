"""Makes flat frames of a nested one."""

from __future__ import annotations

from typing import Any

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.transforms.transform import GlueTransform
from awsglue.utils import _global_args

__all__ = ["Relationalize"]


class Relationalize(GlueTransform):
    """Flat frames of the records and of their arrays; see :meth:`DynamicFrame.relationalize`.

    Without a staging path that of the job is taken, its argument ``TempDir``, although nothing is written there: a
    script that Glue refuses is refused here too.

    Raises:
        KeyError: there is no staging path and nobody called ``getResolvedOptions``.
        RuntimeError: there is no staging path and the job has no ``TempDir``.
    """

    def __call__(
        self,
        frame: DynamicFrame,
        staging_path: str | None = None,
        name: str = "roottable",
        options: dict[str, Any] | None = None,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        path = _global_args["TempDir"] if staging_path is None else staging_path
        if not path:
            raise RuntimeError(f"Unable to set staging_path using args {_global_args}")
        return frame.relationalize(name, path, options or {}, transformation_ctx, info, stageThreshold, totalThreshold)
