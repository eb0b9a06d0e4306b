"""Glue's library for job scripts, on Mastic's own runtime."""

from typing import TYPE_CHECKING, Any

from mastic_local import class_path

if TYPE_CHECKING:
    from awsglue.dynamicframe import DynamicFrame

__all__ = ["DynamicFrame"]

class_path.prepare()


def __getattr__(name: str) -> Any:
    # Only when it is asked for: Python shell jobs import awsglue.utils, and have no use for Spark.
    if name == "DynamicFrame":
        from awsglue.dynamicframe import DynamicFrame

        return DynamicFrame
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
