"""The entry to Glue's library."""

from __future__ import annotations

import warnings
from typing import Any, cast

from py4j.java_gateway import java_import
from pyspark import SparkContext
from pyspark.sql import DataFrame, SparkSession, SQLContext, functions

from awsglue.data_sink import DataSink
from awsglue.dataframereader import DataFrameReader
from awsglue.dataframewriter import DataFrameWriter
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection, DynamicFrameReader, DynamicFrameWriter
from awsglue.gluetypes import DataType
from awsglue.sources import Sources, table_of
from awsglue.streams import Batches, BatchFunction, sample
from awsglue.utils import makeOptions
from mastic_local import class_path

__all__ = ["GlueContext", "register"]

_NO_TRANSACTIONS = "not supported by Mastic: transactions, which were those of governed tables (retired by AWS)"
_GLUE = "com.amazonaws.services.glue"


def register(sc: SparkContext) -> None:
    """Makes Glue's classes known by their bare names on ``sc._jvm``."""
    names = "*", "log.GlueLogger", "schema.*", "util.JsonOptions", "util.Job", "util.GluePythonUtils", "errors.CallSite"
    for name in names:
        java_import(sc._jvm, f"{_GLUE}.{name}")


class GlueContext(Sources, SQLContext):
    """The sources and sinks of Glue, in the session of a job.

    Args:
        sparkContext: the context of the job, or its session; without one the session is made.
        options: ``minPartitions`` and ``targetPartitions``, bounds that Glue uses when it groups small files.
    """

    def __init__(self, sparkContext: SparkContext | SparkSession | None = None, **options: Any) -> None:
        session = _session(sparkContext)
        context = session.sparkContext
        jvm: Any = context._jvm
        class_path.require(jvm)
        register(context)
        self._glue_scala_context = jvm.com.amazonaws.services.glue.GlueContext(session._jsparkSession)
        with warnings.catch_warnings():
            # Spark deprecates SQLContext, which Glue's own context is one of.
            warnings.simplefilter("ignore", FutureWarning)
            super().__init__(context, session, self._glue_scala_context)
        self._glue_logger = jvm.com.amazonaws.services.glue.log.GlueLogger()
        self.spark_session = session
        self.create_dynamic_frame = DynamicFrameReader(self)
        self.create_data_frame = DataFrameReader(self)
        self.write_dynamic_frame = DynamicFrameWriter(self)
        self.write_data_frame = DataFrameWriter(self)

    @property
    def _ssql_ctx(self) -> Any:
        return self._glue_scala_context

    def getSink(
        self, connection_type: str, format: str | None = None, transformation_ctx: str = "", **options: Any
    ) -> DataSink:
        """A sink that adds records to the files under ``path``; it needs :meth:`DataSink.setFormat` besides."""
        if format and format.lower() in self.Spark_SQL_Formats:
            connection_type = format
        j_sink = self._glue_scala_context.getSink(connection_type, makeOptions(self._sc, options), transformation_ctx)
        return DataSink(j_sink, self)

    def write_dynamic_frame_from_options(
        self,
        frame: DynamicFrame,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        transformation_ctx: str = "",
    ) -> DynamicFrame | DynamicFrameCollection:
        """Adds the records to the files under a path; returns those that could not be written."""
        return self.write_from_options(
            frame, connection_type, connection_options, format, format_options, transformation_ctx
        )

    def write_from_options(
        self,
        frame_or_dfc: DynamicFrame | DynamicFrameCollection,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        transformation_ctx: str = "",
        **kwargs: Any,
    ) -> DynamicFrame | DynamicFrameCollection:
        """Adds a frame, or each frame of a collection under its name, to the files under a path.

        Raises:
            TypeError: it is neither.
        """
        if not isinstance(frame_or_dfc, (DynamicFrame, DynamicFrameCollection)):
            raise TypeError(
                "frame_or_dfc must be an instance of DynamicFrame or DynamicFrameCollection."
                f" Got {type(frame_or_dfc)!s}."
            )
        # Glue's own layer drops the format options of Parquet and ORC here; what they say is documented, so they count.
        columnar = bool(format) and str(format).lower() in self.Spark_SQL_Formats
        options = {**format_options, **connection_options} if columnar else dict(connection_options)
        sink = self.getSink(connection_type, format, transformation_ctx, **options)
        if format and not columnar:
            sink.setFormat(format, **format_options)
        if kwargs.get("accumulator_size", 0) > 0:
            sink.setAccumulableSize(kwargs["accumulator_size"])
        return sink.write(frame_or_dfc)

    def write_dynamic_frame_from_catalog(
        self,
        frame: DynamicFrame,
        database: str | None = None,
        table_name: str | None = None,
        redshift_tmp_dir: str = "",
        transformation_ctx: str = "",
        additional_options: dict[str, Any] = {},
        catalog_id: str | None = None,
        **kwargs: Any,
    ) -> DynamicFrame | DynamicFrameCollection:
        """Adds the records to a table of the Data Catalog and declares partitions that are new."""
        sink = self._catalog_sink(
            database, table_name, redshift_tmp_dir, transformation_ctx, additional_options, catalog_id, kwargs
        )
        return sink.write(frame)

    def write_data_frame_from_catalog(
        self,
        frame: DataFrame,
        database: str | None = None,
        table_name: str | None = None,
        redshift_tmp_dir: str = "",
        transformation_ctx: str = "",
        additional_options: dict[str, Any] = {},
        catalog_id: str | None = None,
        **kwargs: Any,
    ) -> DataFrame:
        """Adds the rows to a table of the Data Catalog and declares partitions that are new."""
        sink = self._catalog_sink(
            database, table_name, redshift_tmp_dir, transformation_ctx, additional_options, catalog_id, kwargs
        )
        return sink.writeDataFrame(frame, self)

    def _catalog_sink(
        self,
        database: str | None,
        table_name: str | None,
        redshift_tmp_dir: str,
        transformation_ctx: str,
        additional_options: dict[str, Any],
        catalog_id: str | None,
        kwargs: dict[str, Any],
    ) -> DataSink:
        db, table = table_of(database, table_name, kwargs)
        j_sink = self._glue_scala_context.getCatalogSink(
            db, table, redshift_tmp_dir, transformation_ctx, makeOptions(self._sc, additional_options), catalog_id
        )
        return DataSink(j_sink, self)

    def write_dynamic_frame_from_jdbc_conf(
        self,
        frame: DynamicFrame,
        catalog_connection: str,
        connection_options: dict[str, Any] = {},
        redshift_tmp_dir: str = "",
        transformation_ctx: str = "",
        catalog_id: str | None = None,
    ) -> None:
        """Adds the records to a table of the database that a connection leads to, ``dbtable`` in ``database``."""
        self.write_from_jdbc_conf(
            frame, catalog_connection, connection_options, redshift_tmp_dir, transformation_ctx, catalog_id
        )

    def write_from_jdbc_conf(
        self,
        frame_or_dfc: DynamicFrame | DynamicFrameCollection,
        catalog_connection: str,
        connection_options: dict[str, Any] = {},
        redshift_tmp_dir: str = "",
        transformation_ctx: str = "",
        catalog_id: str | None = None,
    ) -> DynamicFrame | DynamicFrameCollection:
        """Adds a frame to a table of a database, or each frame of a collection to the table of its name.

        Raises:
            TypeError: it is neither.
        """
        if not isinstance(frame_or_dfc, (DynamicFrame, DynamicFrameCollection)):
            raise TypeError(
                "frame_or_dfc must be an instance of DynamicFrame or DynamicFrameCollection."
                f" Got {type(frame_or_dfc)!s}."
            )
        j_sink = self._glue_scala_context.getJDBCSink(
            catalog_connection,
            makeOptions(self._sc, connection_options),
            redshift_tmp_dir,
            transformation_ctx,
            catalog_id,
        )
        return DataSink(j_sink, self).write(frame_or_dfc)

    def extract_jdbc_conf(self, connection_name: str, catalog_id: str | None = None) -> dict[str, str]:
        """Where a connection leads and how to sign in: ``user``, ``password``, ``vendor``, ``url``, ``fullUrl``, …"""
        return dict(self._glue_scala_context.extractJDBCConf(connection_name, catalog_id))

    def purge_table(
        self,
        database: str,
        table_name: str,
        options: dict[str, Any] = {},
        transformation_ctx: str = "",
        catalog_id: str | None = None,
    ) -> None:
        """Deletes the files of a table, and the partitions that have none left.

        Args:
            options: ``retentionPeriod``, the hours for which files are kept (168), ``partitionPredicate``,
                ``excludeStorageClasses``, ``manifestFilePath``.
        """
        self._glue_scala_context.purgeTable(
            database, table_name, makeOptions(self._sc, _listed(options)), transformation_ctx, catalog_id
        )

    def purge_s3_path(self, s3_path: str, options: dict[str, Any] = {}, transformation_ctx: str = "") -> None:
        """Deletes the files under a path; the options are those of :meth:`purge_table`."""
        self._glue_scala_context.purgeS3Path(s3_path, makeOptions(self._sc, _listed(options)), transformation_ctx)

    def transition_table(
        self,
        database: str,
        table_name: str,
        transition_to: str,
        options: dict[str, Any] = {},
        transformation_ctx: str = "",
        catalog_id: str | None = None,
    ) -> None:
        """Moves the files of a table to a storage class; the options are those of :meth:`purge_table`."""
        self._glue_scala_context.transitionTable(
            database, table_name, transition_to, makeOptions(self._sc, _listed(options)), transformation_ctx, catalog_id
        )

    def transition_s3_path(
        self, s3_path: str, transition_to: str, options: dict[str, Any] = {}, transformation_ctx: str = ""
    ) -> None:
        """Moves the files under a path to a storage class; the options are those of :meth:`purge_table`."""
        self._glue_scala_context.transitionS3Path(
            s3_path, transition_to, makeOptions(self._sc, _listed(options)), transformation_ctx
        )

    def convert_resolve_option(self, path: str, action: str, target: DataType | None) -> Any:
        """The JVM's form of a :class:`awsglue.dynamicframe.ResolveOption`."""
        spec = cast("Any", self._sc._jvm).com.amazonaws.services.glue.ResolveSpec
        if action.upper() == "KEEPASSTRUCT":
            return spec(path, "make_struct")
        if action.upper() == "PROJECT":
            if not isinstance(target, DataType):
                raise ValueError("Target type must be specified with project action.")
            return spec(path, "project:" + target.typeName())
        raise ValueError(f'Invalid resolve action "{action}" (expected: Project or KeepAsStruct)')

    def get_logger(self) -> Any:
        """A logger with ``info``, ``warn``, ``error`` and ``debug``, which writes into the log of the job's driver."""
        return self._glue_logger

    def forEachBatch(self, frame: DataFrame, batch_function: BatchFunction, options: dict[str, Any] = {}) -> None:
        """Gives the rows of a stream to a function, batch by batch, until the run is stopped.

        A batch without rows is left out. One that fails is done again, with the same rows. A run that is stopped ends
        after the batch in progress, and the next run with the same checkpoint goes on behind it.

        Args:
            frame: a streaming DataFrame.
            batch_function: is called with a DataFrame and the number of the batch.
            options: ``windowSize`` (how often, e.g. ``"10 seconds"``) and ``checkpointLocation`` are required;
                ``batchMaxRetries`` (3), ``persistDataFrame`` (``"true"``), ``storageLevel`` (``"MEMORY_AND_DISK"``).

        Raises:
            Exception: a required option is missing.
            ValueError: an option has a value that it cannot have.
            StreamingQueryException: a batch failed more often than it is tried again.
            SystemExit: the run was stopped.
        """
        Batches(frame, batch_function, options).run(self._sc._jvm)

    def getSampleStreamingDynamicFrame(
        self, frame: DataFrame, options: dict[str, Any] = {}, batch_function: BatchFunction | None = None
    ) -> DynamicFrame:
        """The first records of a stream, to see what they look like.

        Args:
            options: ``windowSize`` is required; ``pollingTimeInMs`` (10000) and ``recordPollingLimit`` (100) bound it.
            batch_function: is called with the sample as with a batch; what it answers counts, when it is a frame.

        Raises:
            ValueError: the window size is missing, is none, or is not shorter than the polling time.
        """
        rows, answer = sample(self.spark_session, frame, options, batch_function)
        if isinstance(answer, DynamicFrame):
            return answer
        return DynamicFrame.fromDF(answer if isinstance(answer, DataFrame) else rows, self, "sample")

    def add_ingestion_time_columns(self, frame: DataFrame, time_granularity: str) -> DataFrame:
        """Adds the present time as ``ingest_year``, ``ingest_month`` … down to ``day``, ``hour`` or ``minute``.

        Raises:
            ValueError: it is another granularity.
        """
        parts = ["year", "month", "day", "hour", "minute"]
        if time_granularity not in parts[2:]:
            raise ValueError(f"time_granularity: {time_granularity} (expected: day, hour or minute)")
        now = functions.current_timestamp()
        for part in parts[: parts.index(time_granularity) + 1]:
            frame = frame.withColumn("ingest_" + part, getattr(functions, "dayofmonth" if part == "day" else part)(now))
        return frame

    def start_transaction(self, read_only: bool) -> str:
        """Not there: transactions were those of governed tables, which AWS has retired."""
        raise NotImplementedError(_NO_TRANSACTIONS)

    def commit_transaction(self, transaction_id: str, wait_for_commit: bool = True) -> bool:
        """Not there, as :meth:`start_transaction`."""
        raise NotImplementedError(_NO_TRANSACTIONS)

    def cancel_transaction(self, transaction_id: str) -> None:
        """Not there, as :meth:`start_transaction`."""
        raise NotImplementedError(_NO_TRANSACTIONS)

    def currentTimeMillis(self) -> int:
        """The time of the driver's JVM, in milliseconds since 1970."""
        return int(cast("Any", self._sc._jvm).java.lang.System.currentTimeMillis())


def _session(given: SparkContext | SparkSession | None) -> SparkSession:
    if given is None:
        return SparkSession.builder.getOrCreate()
    if isinstance(given, SparkSession):
        return given
    return SparkSession(given)


def _listed(options: dict[str, Any]) -> dict[str, Any]:
    """The options with sets, such as scripts write for storage classes, as lists, which JSON has a form for."""
    return {key: sorted(value) if isinstance(value, (set, frozenset)) else value for key, value in options.items()}
