"""Records whose fields need not agree in type."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from pyspark import RDD
from pyspark.sql import DataFrame

from awsglue import batches, maps, predicates
from awsglue.gluetypes import DataType, StructType, _deserialize_json_string, _serialize_schema
from awsglue.records import decode
from awsglue.utils import (
    _as_java_list,
    _as_resolve_choiceOption,
    _as_scala_option,
    _as_scala_seq,
    _call_site,
    callsite,
    makeOptions,
)

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


class DynamicFrame:
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

    def filter(
        self,
        f: Callable[[Any], Any],
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records for which ``f`` is true.

        A record on which ``f`` raises KeyError, ValueError or TypeError is dropped; one on which it raises anything
        else becomes an error record.
        """
        at = (transformation_ctx, _call_site(self._sc, callsite(), info), stageThreshold, totalThreshold)
        return DynamicFrame(predicates.apply(self._jdf, f, at), self.glue_ctx, self.name)

    def map(
        self,
        f: Callable[[Any], Any],
        preservesPartitioning: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records that ``f`` makes of these, each a dict that it may change and give back.

        A record on which ``f`` raises, or for which it answers None or an empty dict, becomes an error record.
        """
        at = (transformation_ctx, _call_site(self._sc, callsite(), info), stageThreshold, totalThreshold)
        return DynamicFrame(maps.apply(self, f, at), self.glue_ctx, self.name)

    def mapPartitions(
        self,
        f: Callable[[Iterator[dict[str, Any]]], Iterable[dict[str, Any]]],
        preservesPartitioning: bool = True,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records that ``f`` makes of those of a whole partition.

        It takes and makes dicts with the keys ``record``, ``isError`` and ``errorMessage``; what it marks as errors
        become error records.
        """
        at = (transformation_ctx, _call_site(self._sc, callsite(), info), stageThreshold, totalThreshold)
        jdf = batches.map_partitions(self, lambda index, records: f(records), at)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def mapPartitionsWithIndex(
        self,
        f: Callable[[int, Iterator[dict[str, Any]]], Iterable[dict[str, Any]]],
        preservesPartitioning: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """As :meth:`mapPartitions`, for a function that takes the number of the partition first."""
        at = (transformation_ctx, _call_site(self._sc, callsite(), info), stageThreshold, totalThreshold)
        return DynamicFrame(batches.map_partitions(self, f, at), self.glue_ctx, self.name)

    @property
    def _rdd(self) -> RDD[dict[str, Any]]:
        texts = DataFrame(self._jdf.functionRecords(), self.glue_ctx.spark_session)
        return texts.rdd.map(lambda row: {"record": decode(row[0]), "isError": False, "errorMessage": ""})

    def unbox(
        self,
        path: str,
        format: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
        **options: Any,
    ) -> DynamicFrame:
        """The records with the value that a text at a path holds in place of the text.

        A record with a text that is no value of the format becomes an error record.

        Args:
            format: ``json``, ``csv``, ``xml``, ``grokLog``, ``ion`` or ``avro``. A text of any but the first is one
                record. Bytes of Avro are a file, or with the option ``avroSchema`` a record that is written by it.
            options: those of the format, as for files: ``separator``, ``escaper``, ``quoteChar``, ``skipFirst``,
                ``withHeader`` of CSV, ``rowTag`` of XML, ``logFormat`` of logs; ``withSchema``, the JSON of a schema.
        """
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.unbox(
            path, format, json.dumps(options), transformation_ctx, site, stageThreshold, totalThreshold
        )
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def drop_fields(
        self,
        paths: str | list[str],
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records without the fields at these paths, which may lead into records and arrays of records."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.dropFields(self._paths(paths), transformation_ctx, site, stageThreshold, totalThreshold)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def select_fields(
        self,
        paths: str | list[str],
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records with the fields at these paths only."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.selectFields(self._paths(paths), transformation_ctx, site, stageThreshold, totalThreshold)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def split_fields(
        self,
        paths: str | list[str],
        name1: str,
        name2: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        """Two frames: of the fields at these paths, and of all others."""
        site = _call_site(self._sc, callsite(), info)
        both = self._jdf.splitFields(self._paths(paths), transformation_ctx, site, stageThreshold, totalThreshold)
        return self._collection(both, (name1, name2))

    def split_rows(
        self,
        comparison_dict: dict[str, dict[str, Any]],
        name1: str,
        name2: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        """Two frames: of the records for which all comparisons hold, and of all others.

        Args:
            comparison_dict: for each path operators with the constants they compare to, as in
                ``{"age": {">": 10, "<=": 20}}``; the operators are ``=``, ``!=``, ``<``, ``<=``, ``>`` and ``>=``.
        """
        site = _call_site(self._sc, callsite(), info)
        tests = [(path, operator, value) for path, ops in comparison_dict.items() for operator, value in ops.items()]
        paths, operators, values = ([test[part] for test in tests] for part in range(3))
        both = self._jdf.splitRows(
            _as_scala_seq(self._sc, paths),
            _as_scala_seq(self._sc, values),
            _as_scala_seq(self._sc, operators),
            transformation_ctx,
            site,
            stageThreshold,
            totalThreshold,
        )
        return self._collection(both, (name1, name2))

    def _collection(self, jdfs: Any, names: tuple[str, ...]) -> DynamicFrameCollection:
        frames = zip(names, _as_java_list(self._sc, jdfs), strict=True)
        return DynamicFrameCollection([DynamicFrame(jdf, self.glue_ctx, name) for name, jdf in frames], self.glue_ctx)

    def rename_field(
        self,
        oldName: str,
        newName: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records with a field under another name; both names are whole paths."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.renameField(oldName, newName, transformation_ctx, site, stageThreshold, totalThreshold)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def apply_mapping(
        self,
        mappings: tuple[str, ...] | list[tuple[str, ...]],
        case_sensitive: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """Records of the mapped fields only, renamed and cast; a value that cannot be cast is null.

        Args:
            mappings: tuples ``(source path, source type, target path, target type)``, or without the source type, or of
                the two paths alone.

        Raises:
            TypeError: a mapping is no tuple.
            ValueError: a mapping has another length.
        """
        specs = [self._mapping(mapping) for mapping in (mappings if isinstance(mappings, list) else [mappings])]
        jdf = self._jdf.applyMapping(
            _as_scala_seq(self._sc, specs),
            case_sensitive,
            transformation_ctx,
            _call_site(self._sc, callsite(), info),
            stageThreshold,
            totalThreshold,
        )
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def _mapping(self, mapping: tuple[str, ...]) -> Any:
        if not isinstance(mapping, tuple):
            raise TypeError(f"Mapping must be specified as a tuple. Got {type(mapping)!s}.")
        if len(mapping) not in (2, 3, 4):
            raise ValueError(f"Mapping tuple must be of length 2, 3, or 4. Got tuple of length {len(mapping)}.")
        source, target = mapping[0], mapping[1 if len(mapping) < 4 else 2]
        source_type = mapping[1] if len(mapping) == 4 else None
        target_type = mapping[-1] if len(mapping) > 2 else None
        spec = cast("Any", self._sc._jvm).com.amazonaws.services.glue.MappingSpec
        return spec(source, source_type, target, target_type)

    def applyMapping(self, *args: Any, **kwargs: Any) -> DynamicFrame:
        """The same as :meth:`apply_mapping`."""
        return self.apply_mapping(*args, **kwargs)

    def resolveChoice(
        self,
        specs: tuple[str, str] | list[tuple[str, str]] | None = None,
        choice: str = "",
        database: str | None = None,
        table_name: str | None = None,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
        catalog_id: str | None = None,
    ) -> DynamicFrame:
        """The records with choices resolved.

        Args:
            specs: pairs of a path and an action: ``cast:TYPE``, ``project:TYPE``, ``make_cols`` or ``make_struct``.
            choice: instead of ``specs`` one action for all choices, of those or ``match_catalog``.
            database: with ``table_name`` the table whose columns ``match_catalog`` takes the types of.
        """
        if specs is None and not choice:
            raise ValueError("Parameter specs and option are both missing, add one.")
        if specs is not None and choice:
            raise ValueError("Parameter specs and option are both specified, choose one.")
        spec = cast("Any", self._sc._jvm).com.amazonaws.services.glue.ResolveSpec
        pairs = [specs] if isinstance(specs, tuple) else specs or []
        jdf = self._jdf.resolveChoice(
            _as_scala_seq(self._sc, [spec(path, action) for path, action in pairs]),
            _as_scala_option(self._sc, _as_resolve_choiceOption(self._sc, choice)),
            _as_scala_option(self._sc, database),
            _as_scala_option(self._sc, table_name),
            transformation_ctx,
            _call_site(self._sc, callsite(), info),
            stageThreshold,
            totalThreshold,
            _as_scala_option(self._sc, catalog_id),
        )
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def union(
        self,
        other_frame: DynamicFrame,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records of both frames; a field that has other types in the other frame becomes a choice."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.union(other_frame._jdf, transformation_ctx, site, stageThreshold, totalThreshold)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def join(
        self,
        paths1: str | list[str],
        paths2: str | list[str],
        frame2: DynamicFrame,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records of both frames put together where the values at the paths are equal.

        All fields of both stay. Where both records have a field of one name, that of the second frame gets a dot in
        front and is addressed in backquotes: ``"`.id`"``.
        """
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.join(
            self._paths(paths1),
            self._paths(paths2),
            frame2._jdf,
            transformation_ctx,
            site,
            stageThreshold,
            totalThreshold,
        )
        return DynamicFrame(jdf, self.glue_ctx, self.name + frame2.name)

    def mergeDynamicFrame(
        self,
        stage_dynamic_frame: DynamicFrame,
        primary_keys: str | list[str],
        transformation_ctx: str = "",
        options: dict[str, Any] = {},
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records of a newer frame, and those of this one whose primary keys it does not have."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.mergeDynamicFrames(
            stage_dynamic_frame._jdf,
            self._paths(primary_keys),
            transformation_ctx,
            makeOptions(self._sc, options),
            site,
            stageThreshold,
            totalThreshold,
        )
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def unnest(
        self,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records with the fields of records inside them as fields ``a.b`` of their own."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.unnest(transformation_ctx, site, stageThreshold, totalThreshold)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def relationalize(
        self,
        root_table_name: str,
        staging_path: str,
        options: dict[str, Any] = {},
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        """Flat frames that can be joined: the records, and for each array its elements.

        In the frame ``root`` a column in place of an array ``a`` holds a number; the frame ``root_a`` has it as
        ``id``, the place of an element as ``index`` and the element as ``a.val`` or, of records, ``a.val.field``.
        Nothing is written to the staging path.
        """
        site = _call_site(self._sc, callsite(), info)
        jdfs = self._jdf.relationalize(
            root_table_name,
            staging_path,
            makeOptions(self._sc, options),
            transformation_ctx,
            site,
            stageThreshold,
            totalThreshold,
        )
        frames = {
            str(jdf.getName()): DynamicFrame(jdf, self.glue_ctx, str(jdf.getName()))
            for jdf in _as_java_list(self._sc, jdfs)
        }
        return DynamicFrameCollection(frames, self.glue_ctx)

    def unnest_ddb_json(
        self,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """Items in the JSON of DynamoDB as flat records, without the names of types around the values."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.unnestDDBJson(transformation_ctx, site, stageThreshold, totalThreshold)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def simplify_ddb_json(self) -> DynamicFrame:
        """Items in the JSON of DynamoDB as nested records, without the names of types around the values."""
        return DynamicFrame(self._jdf.simplifyDDBJson(), self.glue_ctx, self.name)

    def spigot(
        self,
        path: str,
        options: dict[str, Any] = {},
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """These records, of which some are added to the files under a path, each a line of JSON.

        Args:
            options: ``topk``, the most records that are written (100), and ``prob``, the probability of each (1).
        """
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.spigot(
            path, makeOptions(self._sc, options), transformation_ctx, site, stageThreshold, totalThreshold
        )
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def getNumPartitions(self) -> int:
        """The number of partitions that the records are computed in."""
        return int(self._jdf.getNumPartitions())

    def repartition(
        self,
        num_partitions: int,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The same records in a number of partitions."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.repartition(num_partitions, transformation_ctx, site, stageThreshold, totalThreshold)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def coalesce(
        self,
        num_partitions: int,
        shuffle: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The same records in at most a number of partitions."""
        site = _call_site(self._sc, callsite(), info)
        jdf = self._jdf.coalesce(num_partitions, shuffle, transformation_ctx, site, stageThreshold, totalThreshold)
        return DynamicFrame(jdf, self.glue_ctx, self.name)

    def write(
        self,
        connection_type: str,
        connection_options: dict[str, Any] = {},
        format: str | None = None,
        format_options: dict[str, Any] = {},
        accumulator_size: int = 0,
    ) -> DynamicFrame | DynamicFrameCollection:
        """Adds the records to the files under a path; returns those that could not be written."""
        return self.glue_ctx.write_from_options(self, connection_type, connection_options, format, format_options)

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

    def _paths(self, paths: str | list[str]) -> Any:
        return _as_scala_seq(self._sc, [paths] if isinstance(paths, str) else list(paths))


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
