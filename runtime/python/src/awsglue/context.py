"""The entry to Glue's library."""

from __future__ import annotations

import os
import uuid
import warnings
from typing import TYPE_CHECKING, Any, cast

from py4j.java_gateway import java_import
from pyspark import SparkContext
from pyspark.sql import DataFrame, SparkSession, SQLContext, functions

from awsglue.data_sink import DataSink
from awsglue.data_source import DataSource
from awsglue.dataframereader import DataFrameReader
from awsglue.dataframewriter import DataFrameWriter
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection, DynamicFrameReader, DynamicFrameWriter
from awsglue.gluetypes import DataType
from awsglue.streaming_data_source import StreamingDataSource
from awsglue.streams import Batches, BatchFunction, sample
from awsglue.utils import callsite, makeOptions
from mastic_local import class_path

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

__all__ = ["GlueContext", "register"]

_NO_TRANSACTIONS = "not supported by Mastic: transactions, which were those of governed tables (retired by AWS)"
_GLUE = "com.amazonaws.services.glue"


def register(sc: SparkContext) -> None:
    """Makes Glue's classes known by their bare names on ``sc._jvm``."""
    names = "*", "log.GlueLogger", "schema.*", "util.JsonOptions", "util.Job", "util.GluePythonUtils", "errors.CallSite"
    for name in names:
        java_import(sc._jvm, f"{_GLUE}.{name}")


class GlueContext(SQLContext):
    """The sources and sinks of Glue, in the session of a job.

    Args:
        sparkContext: the context of the job, or its session; without one the session is made.
        options: ``minPartitions`` and ``targetPartitions``, bounds that Glue uses when it groups small files.
    """

    Spark_SQL_Formats = {"parquet", "orc"}  # noqa: RUF012 - published as a plain set
    Unsupported_Compression_Types = {"lzo"}  # noqa: RUF012

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
        return DataSource(j_source, self, _source_name(options))

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
        return StreamingDataSource(source._jsource, self, source.name)

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
        return DynamicFrame.fromDF(df, self, name)

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
        db, table = _table(database, table_name, kwargs)
        j_source = self._glue_scala_context.getCatalogSource(
            db,
            table,
            redshift_tmp_dir,
            transformation_ctx,
            push_down_predicate,
            makeOptions(self._sc, additional_options),
            catalog_id,
        )
        return DataSource(j_source, self, table)

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
        db, table = _table(database, table_name, kwargs)
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


def _table(database: str | None, table_name: str | None, kwargs: dict[str, Any]) -> tuple[str, str]:
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


def _listed(options: dict[str, Any]) -> dict[str, Any]:
    """The options with sets, such as scripts write for storage classes, as lists, which JSON has a form for."""
    return {key: sorted(value) if isinstance(value, (set, frozenset)) else value for key, value in options.items()}


def _source_name(options: dict[str, Any]) -> str:
    paths = options.get("paths")
    if not paths:
        return str(uuid.uuid1()).replace("-", "_")
    common = os.path.commonprefix([paths] if isinstance(paths, str) else list(paths))
    name = common.rsplit(":", 1)[-1]
    return name.translate(str.maketrans("", "", ":/."))
