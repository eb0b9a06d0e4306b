"""Where frames come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.sql import DataFrame

from awsglue.dynamicframe import DynamicFrame
from awsglue.utils import callsite, makeOptions

if TYPE_CHECKING:
    from awsglue.context import GlueContext

__all__ = ["DataSource"]


class DataSource:
    """A source of records that :meth:`getFrame` reads; made by ``GlueContext.getSource``."""

    def __init__(self, j_source: Any, sql_ctx: GlueContext, name: str) -> None:
        self._jsource = j_source
        self._sql_ctx = sql_ctx
        self.name = name

    def setFormat(self, format: str, **options: Any) -> None:
        """Names the format of the files and its options."""
        options["callSite"] = callsite()
        self._jsource.setFormat(format, makeOptions(self._sql_ctx._sc, options))

    def getFrame(self, **options: Any) -> DynamicFrame:
        """The records; ``minPartitions`` and ``targetPartitions`` bound their partitions, one implies the other."""
        if "minPartitions" in options or "targetPartitions" in options:
            least = options.get("minPartitions", options.get("targetPartitions"))
            target = options.get("targetPartitions", least)
            jframe = self._jsource.getDynamicFrame(least, target)
        else:
            jframe = self._jsource.getDynamicFrame()
        return DynamicFrame(jframe, self._sql_ctx, self.name)

    def getSampleFrame(self, num: int, **options: Any) -> DynamicFrame:
        """At most ``num`` records; ``maxSamplePartitions`` and ``maxSampleFilesPerPartition`` bound the files."""
        sample = self._jsource.getSampleDynamicFrame(num, makeOptions(self._sql_ctx._sc, options))
        return DynamicFrame(sample, self._sql_ctx, self.name)

    def getDataFrame(self) -> DataFrame:
        """The records as a DataFrame of Spark."""
        return DataFrame(self._jsource.getDataFrame(), self._sql_ctx.spark_session)
