"""Where frames go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.sql import DataFrame

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.utils import callsite, makeOptions

if TYPE_CHECKING:
    from awsglue.context import GlueContext

__all__ = ["DataSink"]


class DataSink:
    """A place that records are added to; made by ``GlueContext.getSink``."""

    def __init__(self, j_sink: Any, sql_ctx: GlueContext) -> None:
        self._jsink = j_sink
        self._sql_ctx = sql_ctx

    def setFormat(self, format: str, **options: Any) -> None:
        """Names the format to write and its options."""
        self._jsink.setFormat(format, makeOptions(self._sql_ctx._sc, options))

    def setAccumulableSize(self, size: int) -> None:
        """How many of the records that could not be written are kept; there are none, see :meth:`writeFrame`."""
        self._jsink.setAccumulableSize(size)

    def setCatalogInfo(self, catalogDatabase: str, catalogTableName: str, catalogId: str = "") -> None:
        """Names the table to create or update when the sink has ``enableUpdateCatalog``."""
        self._jsink.setCatalogInfo(catalogDatabase, catalogTableName, catalogId)

    def writeFrame(self, dynamic_frame: DynamicFrame, info: str = "") -> DynamicFrame:
        """Writes the records; returns those that could not be written."""
        failed = self._jsink.pyWriteDynamicFrame(dynamic_frame._jdf, callsite(), info)
        return DynamicFrame(failed, dynamic_frame.glue_ctx, dynamic_frame.name + "_errors")

    def writeDataFrame(self, data_frame: DataFrame, glue_context: GlueContext, info: str = "") -> DataFrame:
        """Writes the rows of a DataFrame; returns those that could not be written."""
        failed = self._jsink.pyWriteDataFrame(data_frame._jdf, glue_context._glue_scala_context, callsite(), info)
        return DataFrame(failed, glue_context.spark_session)

    def write(
        self, dynamic_frame_or_dfc: DynamicFrame | DynamicFrameCollection, info: str = ""
    ) -> DynamicFrame | DynamicFrameCollection:
        """Writes a frame, or each frame of a collection into a directory of its name."""
        if isinstance(dynamic_frame_or_dfc, DynamicFrame):
            return self.writeFrame(dynamic_frame_or_dfc, info)
        if isinstance(dynamic_frame_or_dfc, DynamicFrameCollection):
            failed = {}
            for key in dynamic_frame_or_dfc.keys():  # noqa: SIM118 - a collection has no iterator
                frame = dynamic_frame_or_dfc[key]
                errors = self._jsink.pyWriteNamed(frame._jdf, key, callsite(), info)
                failed[key] = DynamicFrame(errors, frame.glue_ctx, frame.name + "_errors")
            return DynamicFrameCollection(failed, self._sql_ctx)
        raise TypeError(
            f"dynamic_frame_or_dfc must be an instance of DynamicFrame or DynamicFrameCollection."
            f" Got {type(dynamic_frame_or_dfc)!s}."
        )
