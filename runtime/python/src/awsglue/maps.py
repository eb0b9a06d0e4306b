"""How a function of a script that changes records meets the rows of a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from awsglue import batches

if TYPE_CHECKING:
    from awsglue.dynamicframe import DynamicFrame

__all__ = ["apply"]


def apply(frame: DynamicFrame, function: Callable[[Any], Any], at: tuple[Any, ...]) -> Any:
    """The JVM's frame of what a function makes of each record.

    Args:
        at: the arguments that all transforms of the JVM end with.
    """
    return batches.map_records(frame, function, at)
