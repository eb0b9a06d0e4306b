"""Where the records of a job come from: files, tables of the Data Catalog, databases, streams."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING, Any, cast

from pyspark.sql import DataFrame, SparkSession

from awsglue.data_source import DataSource
from awsglue.dynamicframe import DynamicFrame
from awsglue.streaming_data_source import StreamingDataSource
from awsglue.utils import callsite, makeOptions

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

    from awsglue.context import GlueContext

__all__ = ["Sources", "table_of"]


class Sources:
    """The half of :class:`GlueContext` that reads."""

    Spark_SQL_Formats = {"parquet", "orc"}  # noqa: RUF012 - published as a plain set
    Unsupported_Compression_Types = {"lzo"}  # noqa: RUF012

    _glue_scala_context: Any
    _sc: Any
    spark_session: SparkSession

    def getSource(
        self,
        connection_type: str,
        format: str | None = None,
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        **options: Any,
    ) -> DataSource:
        """A source of records.

        Args:
            connection_type: ``s3``, ``file`` or ``hdfs`` for files of any format, ``parquet`` or ``orc`` for those.
            format: of the files; record formats need :meth:`DataSource.setFormat` besides.
            options: ``paths`` and the other options of the connection.
        """
        options["callSite"] = callsite()
        if options.get("compressionType") in self.Unsupported_Compression_Types and not format:
            raise Exception("When using compressionType lzo, the format parameter must be specified.")
        if format and format.lower() in self.Spark_SQL_Formats:
            connection_type = format
        j_source = self._glue_scala_context.getSource(
            connection_type, makeOptions(self._sc, options), transformation_ctx, push_down_predicate
        )
        return DataSource(j_source, cast("GlueContext", self), _source_name(options))

    def getStreamingSource(
        self,
        connection_type: str,
        format: str | None = None,
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        **options: Any,
    ) -> StreamingDataSource:
        """A source whose rows are a DataFrame of Spark: of ``kafka`` a streaming one, for :meth:`forEachBatch`.

        Args:
            options: of ``kafka``: ``bootstrap.servers``, ``topicName``, ``classification``, ``schema`` and more.
        """
        source = self.getSource(connection_type, format, transformation_ctx, push_down_predicate, **options)
        return StreamingDataSource(source._jsource, cast("GlueContext", self), source.name)

    def get_catalog_schema_as_spark_schema(
        self, database: str | None = None, table_name: str | None = None, catalog_id: str | None = None
    ) -> StructType:
        """The columns of a table of the Data Catalog as Spark's JVM has them."""
        return cast(
            "StructType", self._glue_scala_context.getCatalogSchemaAsSparkSchema(database, table_name, catalog_id)
        )

    def create_dynamic_frame_from_rdd(
        self,
        data: Any,
        name: str,
        schema: Any = None,
        sample_ratio: float | None = None,
        transformation_ctx: str = "",
    ) -> DynamicFrame:
        """A frame of the records of an RDD."""
        df = self.spark_session.createDataFrame(data, schema, sample_ratio)
        return DynamicFrame.fromDF(df, cast("GlueContext", self), name)

    def create_dynamic_frame_from_catalog(
        self,
        database: str | None = None,
        table_name: str | None = None,
        redshift_tmp_dir: str = "",
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        additional_options: dict[str, Any] = {},
        catalog_id: str | None = None,
        **kwargs: Any,
    ) -> DynamicFrame:
        """The records of a table of the Data Catalog.

        Args:
            push_down_predicate: a SQL expression over the partition columns that chooses the partitions to read.
        """
        source = self._catalog_source(
            database, table_name, redshift_tmp_dir, transformation_ctx, push_down_predicate, additional_options,
            catalog_id, kwargs,
        )  # fmt: skip
        return source.getFrame(**kwargs)

    def create_data_frame_from_catalog(
        self,
        database: str | None = None,
        table_name: str | None = None,
        redshift_tmp_dir: str = "",
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        additional_options: dict[str, Any] = {},
        catalog_id: str | None = None,
        **kwargs: Any,
    ) -> DataFrame:
        """The rows of a table of the Data Catalog."""
        source = self._catalog_source(
            database, table_name, redshift_tmp_dir, transformation_ctx, push_down_predicate, additional_options,
            catalog_id, kwargs,
        )  # fmt: skip
        return source.getDataFrame()

    def _catalog_source(
        self,
        database: str | None,
        table_name: str | None,
        redshift_tmp_dir: str,
        transformation_ctx: str,
        push_down_predicate: str,
        additional_options: dict[str, Any],
        catalog_id: str | None,
        kwargs: dict[str, Any],
    ) -> DataSource:
        db, table = table_of(database, table_name, kwargs)
        j_source = self._glue_scala_context.getCatalogSource(
            db,
            table,
            redshift_tmp_dir,
            transformation_ctx,
            push_down_predicate,
            makeOptions(self._sc, additional_options),
            catalog_id,
        )
        return DataSource(j_source, cast("GlueContext", self), table)

    def create_dynamic_frame_from_options(
        self,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        **kwargs: Any,
    ) -> DynamicFrame:
        """The records of files, such as ``("s3", {"paths": [...]}, "csv", {"withHeader": True})``."""
        source = self._source(
            connection_type, connection_options, format, format_options, transformation_ctx, push_down_predicate
        )
        return source.getFrame(**kwargs)

    def create_data_frame_from_options(
        self,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        **kwargs: Any,
    ) -> DataFrame:
        """The rows of files, or of a stream (``kafka``)."""
        source = self._source(
            connection_type, connection_options, format, format_options, transformation_ctx, push_down_predicate
        )
        return source.getDataFrame()

    def create_sample_dynamic_frame_from_catalog(
        self,
        database: str | None = None,
        table_name: str | None = None,
        num: int | None = None,
        sample_options: dict[str, Any] = {},
        redshift_tmp_dir: str = "",
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        additional_options: dict[str, Any] = {},
        catalog_id: str | None = None,
        erieTxId: str = "",
        asOfTime: str = "",
        **kwargs: Any,
    ) -> DynamicFrame:
        """Some records of a table of the Data Catalog.

        Args:
            num: of records at most.
            sample_options: ``maxSamplePartitions`` and ``maxSampleFilesPerPartition``, both 10.
        """
        source = self._catalog_source(
            database, table_name, redshift_tmp_dir, transformation_ctx, push_down_predicate, additional_options,
            catalog_id, kwargs,
        )  # fmt: skip
        return source.getSampleFrame(_required_number(num), **sample_options)

    def create_sample_dynamic_frame_from_options(
        self,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        num: int | None = None,
        sample_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        **kwargs: Any,
    ) -> DynamicFrame:
        """Some records of files; see :meth:`create_sample_dynamic_frame_from_catalog`."""
        source = self._source(
            connection_type, connection_options, format, format_options, transformation_ctx, push_down_predicate
        )
        return source.getSampleFrame(_required_number(num), **sample_options)

    def _source(
        self,
        connection_type: str,
        connection_options: dict[str, Any],
        format: str | None,
        format_options: dict[str, Any],
        transformation_ctx: str,
        push_down_predicate: str,
    ) -> DataSource:
        source = self.getSource(connection_type, format, transformation_ctx, push_down_predicate, **connection_options)
        if format and format.lower() not in self.Spark_SQL_Formats:
            source.setFormat(format, **format_options)
        return source


def table_of(database: str | None, table_name: str | None, kwargs: dict[str, Any]) -> tuple[str, str]:
    """The database and the name of a table, of which ``name_space`` among the further arguments may be the first.

    Raises:
        Exception: one of them is missing, or the database is named twice.
    """
    name_space = kwargs.pop("name_space", None)
    if database is not None and name_space is not None:
        raise Exception("Parameter name_space and database are both specified, choose one.")
    db = database if database is not None else name_space
    if db is None:
        raise Exception("Parameter name_space or database is missing.")
    if table_name is None:
        raise Exception("Parameter table_name is missing.")
    return str(db), table_name


def _required_number(num: int | None) -> int:
    if num is None:
        raise Exception("Parameter num is missing.")
    return num


def _source_name(options: dict[str, Any]) -> str:
    paths = options.get("paths")
    if not paths:
        return str(uuid.uuid1()).replace("-", "_")
    common = os.path.commonprefix([paths] if isinstance(paths, str) else list(paths))
    name = common.rsplit(":", 1)[-1]
    return name.translate(str.maketrans("", "", ":/."))
