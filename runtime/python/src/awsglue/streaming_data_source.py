"""Where streams come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.sql import DataFrame

from awsglue.utils import callsite, makeOptions

if TYPE_CHECKING:
    from awsglue.context import GlueContext

__all__ = ["StreamingDataSource"]


class StreamingDataSource:
    """A source whose rows :meth:`getFrame` gives as they come; made by ``GlueContext.getStreamingSource``."""

    def __init__(self, j_source: Any, sql_ctx: GlueContext, name: str) -> None:
        self._jsource = j_source
        self._sql_ctx = sql_ctx
        self.name = name

    def setFormat(self, format: str, **options: Any) -> None:
        """Names the format of the messages or files and its options."""
        options["callSite"] = callsite()
        self._jsource.setFormat(format, makeOptions(self._sql_ctx._sc, options))

    def getFrame(self) -> DataFrame:
        """The rows as a DataFrame of Spark, a streaming one where the source is a stream."""
        return DataFrame(self._jsource.getDataFrame(), self._sql_ctx.spark_session)
