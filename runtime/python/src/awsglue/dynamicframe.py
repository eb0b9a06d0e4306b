"""Records whose fields need not agree in type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from pyspark import RDD
from pyspark.sql import DataFrame

from awsglue.frame_transforms import FrameTransforms
from awsglue.gluetypes import DataType, StructType, _deserialize_json_string, _serialize_schema
from awsglue.records import decode
from awsglue.utils import _as_scala_seq

if TYPE_CHECKING:
    from awsglue.context import GlueContext

__all__ = ["DynamicFrame", "DynamicFrameCollection", "DynamicFrameReader", "DynamicFrameWriter", "ResolveOption"]


class ResolveOption:
    """How :meth:`DynamicFrame.toDF` resolves the choice at a path.

    Args:
        path: of the choice.
        action: ``Project`` to take the values of one type, ``KeepAsStruct`` for a struct with a field per type.
        target: the type to take, one of :mod:`awsglue.gluetypes`.
    """

    def __init__(self, path: str, action: str, target: DataType | None = None) -> None:
        self.path = path
        self.action = action
        self.target = target


class DynamicFrame(FrameTransforms):
    """A distributed collection of records that describe themselves.

    Transforms take these besides their own arguments:

    * ``transformation_ctx`` names the transform;
    * ``info`` is kept with the records that fail in it;
    * ``stageThreshold`` and ``totalThreshold`` are the failures, in this transform and up to it, beyond which the job
      fails; 0 tolerates any number.
    """

    def __init__(self, jdf: Any, glue_ctx: GlueContext, name: str = "") -> None:
        self._jdf = jdf
        self.glue_ctx = glue_ctx
        self._ssql_ctx = glue_ctx._ssql_ctx
        self._sc = glue_ctx._sc
        self._schema: StructType | None = None
        self.name = name

    def _frame(self, jdf: Any, name: str | None = None) -> DynamicFrame:
        return DynamicFrame(jdf, self.glue_ctx, self.name if name is None else name)

    def _frames(self, frames: list[DynamicFrame]) -> DynamicFrameCollection:
        return DynamicFrameCollection(frames, self.glue_ctx)

    @classmethod
    def fromDF(cls, dataframe: DataFrame, glue_ctx: GlueContext, name: str = "") -> DynamicFrame:
        """A frame of the rows of a DataFrame."""
        jvm = cast("Any", glue_ctx._sc._jvm)
        jdf = jvm.com.amazonaws.services.glue.DynamicFrame.apply(dataframe._jdf, glue_ctx._ssql_ctx)
        return cls(jdf, glue_ctx, name)

    def toDF(self, options: list[ResolveOption] | None = None) -> DataFrame:
        """The records as a DataFrame; a choice that no option resolves is a struct with a field per type.

        Raises:
            Exception: an option other than ``KeepAsStruct`` has no target type.
        """
        specs = []
        for option in options or []:
            if option.action.upper() != "KEEPASSTRUCT" and option.target is None:
                raise Exception(f"Missing target type for resolve action {option.action}.")
            specs.append(self.glue_ctx.convert_resolve_option(option.path, option.action, option.target))
        return DataFrame(self._jdf.toDF(_as_scala_seq(self._sc, specs)), self.glue_ctx.spark_session)

    def schema(self) -> StructType:
        """The schema, in the types of :mod:`awsglue.gluetypes`."""
        if self._schema is None:
            self._schema = _deserialize_json_string(self._jdf.schema().toString())
        return cast("StructType", self._schema)

    def with_frame_schema(self, schema: StructType) -> DynamicFrame:
        """This frame under a schema that the caller knows to be right."""
        return DynamicFrame(self._jdf.pyWithFrameSchema(_serialize_schema(schema)), self.glue_ctx, self.name)

    def printSchema(self) -> None:
        """Prints the schema as a tree."""
        print(self._jdf.schema().treeString())

    def show(self, num_rows: int = 20) -> None:
        """Prints the first records, each as a JSON object."""
        print(self._jdf.showString(num_rows))

    def count(self) -> int:
        """The number of records, without those that failed."""
        return int(self._jdf.count())

    @property
    def _rdd(self) -> RDD[dict[str, Any]]:
        texts = DataFrame(self._jdf.functionRecords(), self.glue_ctx.spark_session)
        return texts.rdd.map(lambda row: {"record": decode(row[0]), "isError": False, "errorMessage": ""})

    def write(
        self,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        accumulator_size: int = 0,
    ) -> DynamicFrame | DynamicFrameCollection:
        """Adds the records to the files under a path; returns those that could not be written."""
        return self.glue_ctx.write_from_options(
            self, connection_type, connection_options, format, format_options, accumulator_size=accumulator_size
        )

    def errorsAsDynamicFrame(self) -> DynamicFrame:
        """The records that failed on the way to this frame, in one column ``error``."""
        return DynamicFrame(self._jdf.errorsAsDynamicFrame(), self.glue_ctx, self.name + "_errors")

    def errorsCount(self) -> int:
        """The number of records that failed on the way to this frame."""
        return int(self._jdf.errorsCount())

    def stageErrorsCount(self) -> int:
        """The number of records that failed in the transform that made this frame."""
        return int(self._jdf.stageErrorsCount())

    def assertErrorThreshold(self) -> None:
        """Raises when more records failed than the transforms on the way tolerate."""
        self._jdf.assertErrorThreshold()


class DynamicFrameCollection:
    """Frames by name.

    Args:
        dynamic_frames: a dict, or a list of frames that have names.

    Raises:
        TypeError: it is neither.
    """

    def __init__(self, dynamic_frames: dict[str, DynamicFrame] | list[DynamicFrame], glue_ctx: GlueContext) -> None:
        if isinstance(dynamic_frames, list):
            self._df_dict = {frame.name: frame for frame in dynamic_frames}
        elif isinstance(dynamic_frames, dict):
            self._df_dict = dict(dynamic_frames)
        else:
            raise TypeError(f"dynamic_frames must be a list or dictionary. Got {type(dynamic_frames)!s}.")
        self._glue_ctx = glue_ctx

    def __getitem__(self, key: str) -> DynamicFrame:
        return self._df_dict[key]

    def __len__(self) -> int:
        return len(self._df_dict)

    def keys(self) -> Iterable[str]:
        """The names."""
        return self._df_dict.keys()

    def values(self) -> Iterable[DynamicFrame]:
        """The frames."""
        return self._df_dict.values()

    def select(self, key: str, transformation_ctx: str = "") -> DynamicFrame:
        """The frame of a name; a frame without records when there is none."""
        if key in self._df_dict:
            return self._df_dict[key]
        jvm = cast("Any", self._glue_ctx._sc._jvm)
        empty = jvm.com.amazonaws.services.glue.DynamicFrame.emptyDynamicFrame(self._glue_ctx._ssql_ctx)
        return DynamicFrame(empty, self._glue_ctx, key)

    def map(
        self, callable: Callable[[DynamicFrame, str], DynamicFrame], transformation_ctx: str = ""
    ) -> DynamicFrameCollection:
        """The collection of what a function makes of each frame; it gets the frame and a transformation context."""
        made = {}
        for key, frame in self._df_dict.items():
            result = callable(frame, f"{transformation_ctx}:{key}")
            if not isinstance(result, DynamicFrame):
                raise TypeError(f"Function must return a DynamicFrame. Got {type(result)!s}.")
            made[key] = result
        return DynamicFrameCollection(made, self._glue_ctx)

    def flatmap(
        self, f: Callable[[DynamicFrame, str], DynamicFrame | DynamicFrameCollection], transformation_ctx: str = ""
    ) -> DynamicFrameCollection:
        """As :meth:`map`, for a function that may also make a collection; its frames get the names ``key_name``."""
        made = {}
        for key, frame in self._df_dict.items():
            result = f(frame, f"{transformation_ctx}:{key}")
            if isinstance(result, DynamicFrame):
                made[key] = result
            elif isinstance(result, DynamicFrameCollection):
                made.update({f"{key}_{inner}": result[inner] for inner in result.keys()})  # noqa: SIM118
            else:
                raise TypeError(
                    f"Function must return a DynamicFrame or a DynamicFrameCollection. Got {type(result)!s}."
                )
        return DynamicFrameCollection(made, self._glue_ctx)


class DynamicFrameReader:
    """``glue_context.create_dynamic_frame``."""

    def __init__(self, glue_context: GlueContext) -> None:
        self._glue_context = glue_context

    def from_rdd(self, data: Any, name: str, schema: Any = None, sampleRatio: float | None = None) -> DynamicFrame:
        """A frame of the records of an RDD."""
        return self._glue_context.create_dynamic_frame_from_rdd(data, name, schema, sampleRatio)

    def from_options(
        self,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        transformation_ctx: str = "",
        push_down_predicate: str = "",
        **kwargs: Any,
    ) -> DynamicFrame:
        """The records of files; see :meth:`GlueContext.create_dynamic_frame_from_options`."""
        return self._glue_context.create_dynamic_frame_from_options(
            connection_type,
            connection_options,
            format,
            format_options,
            transformation_ctx,
            push_down_predicate,
            **kwargs,
        )

    def from_catalog(
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
        """The records of a table; see :meth:`GlueContext.create_dynamic_frame_from_catalog`."""
        return self._glue_context.create_dynamic_frame_from_catalog(
            database,
            table_name,
            redshift_tmp_dir,
            transformation_ctx,
            push_down_predicate,
            additional_options,
            catalog_id,
            **kwargs,
        )


class DynamicFrameWriter:
    """``glue_context.write_dynamic_frame``."""

    def __init__(self, glue_context: GlueContext) -> None:
        self._glue_context = glue_context

    def from_options(
        self,
        frame: DynamicFrame,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        transformation_ctx: str = "",
    ) -> DynamicFrame | DynamicFrameCollection:
        """Adds the records to files; see :meth:`GlueContext.write_dynamic_frame_from_options`."""
        return self._glue_context.write_dynamic_frame_from_options(
            frame, connection_type, connection_options, format, format_options, transformation_ctx
        )

    def from_catalog(
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
        """Adds the records to a table; see :meth:`GlueContext.write_dynamic_frame_from_catalog`."""
        return self._glue_context.write_dynamic_frame_from_catalog(
            frame,
            database,
            table_name,
            redshift_tmp_dir,
            transformation_ctx,
            additional_options,
            catalog_id,
            **kwargs,
        )

    def from_jdbc_conf(
        self,
        frame: DynamicFrame,
        catalog_connection: str,
        connection_options: dict[str, Any] = {},
        redshift_tmp_dir: str = "",
        transformation_ctx: str = "",
    ) -> None:
        """Adds the records to a database; see :meth:`GlueContext.write_dynamic_frame_from_jdbc_conf`."""
        self._glue_context.write_dynamic_frame_from_jdbc_conf(
            frame, catalog_connection, connection_options, redshift_tmp_dir, transformation_ctx
        )
