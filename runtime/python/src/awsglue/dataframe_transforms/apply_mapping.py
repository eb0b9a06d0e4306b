"""Renames, casts and chooses the columns of a DataFrame."""

from __future__ import annotations

from typing import Any, cast

from pyspark.sql import DataFrame

from awsglue.utils import _as_scala_seq

__all__ = ["ApplyMapping"]


class ApplyMapping:
    """ApplyMapping for those who work with DataFrames."""

    @staticmethod
    def apply(frame: DataFrame, mappings: list[tuple[str, ...]]) -> DataFrame:
        """The mapped columns only, renamed and cast; a value that cannot be cast is null.

        Args:
            mappings: as for :meth:`awsglue.dynamicframe.DynamicFrame.apply_mapping`; names are matched in any case.
        """
        session = frame.sparkSession
        jvm = cast("Any", session._jvm)
        glue = jvm.com.amazonaws.services.glue
        specs = [glue.MappingSpec.apply(_tuple(jvm, mapping)) for mapping in mappings]
        mapped = glue.dataframeTransforms.ApplyMapping.apply(frame._jdf, _as_scala_seq(session.sparkContext, specs))
        return DataFrame(mapped, session)


def _tuple(jvm: Any, mapping: tuple[str, ...]) -> Any:
    if not isinstance(mapping, tuple):
        raise TypeError(f"Mapping must be specified as a tuple. Got {type(mapping)!s}.")
    if not 2 <= len(mapping) <= 4:
        raise ValueError(f"Mapping tuple must be of length 2, 3, or 4. Got tuple of length {len(mapping)}.")
    return getattr(jvm.scala, f"Tuple{len(mapping)}").apply(*mapping)
